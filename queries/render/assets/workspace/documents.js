// The documents that Python offers by address: fetched once each, the last dozen kept.

const MOST = 12;

export function documents(arrived, failed) {
  const cache = new Map(); // address → promise of its content
  const wanted = {};
  let open = 0;

  async function fetched(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  return {
    waiting: () => open > 0,
    async want(part, address) {
      if (!address || wanted[part] === address) return;
      wanted[part] = address;
      if (!cache.has(address)) cache.set(address, fetched(address));
      if (cache.size > MOST) cache.delete(cache.keys().next().value);
      open += 1;
      try {
        const content = await cache.get(address).finally(() => { open -= 1; });
        if (wanted[part] === address) arrived(part, content);
      } catch {
        cache.delete(address);
        if (wanted[part] !== address) return;
        delete wanted[part];
        failed();
      }
    },
  };
}
