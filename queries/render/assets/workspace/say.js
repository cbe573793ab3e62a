// What the question answers, in a sentence above the map; what else to know; what went wrong.

import { el, put, write } from "./dom.js";

export function mount(root, store) {
  const bold = el("b");
  const rest = el("span");
  const more = el("small");
  const caution = el("p", { class: "caution", hidden: true });
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const alone = el("button", { type: "button", class: "alone", hidden: true, onclick: () => store.next("alone") });
  root.append(el("p", { class: "sentence" }, bold, rest, more), caution, problem, alone);
  store.subscribe((changed) => {
    if (!["frame", "lens", "data", "path"].some((name) => changed.has(name))) return;
    const { sentence: answer = "", more: further = "", caution: care = "", alone: asks, path } = store.lens ?? {};
    const sentence = (store.state.path.length === 2 && path?.words) || answer;
    const end = sentence.search(/[.!?。؟] /u) + 1;
    write(bold, end ? sentence.slice(0, end) : sentence);
    write(rest, end ? sentence.slice(end) : "");
    write(more, further);
    for (const [element, text] of [[caution, care], [problem, store.data?.problem ?? ""]]) {
      write(element, text);
      element.hidden = !text;
    }
    write(alone, store.words("alone"));
    alone.hidden = !asks;
    put(root, "hidden", !(sentence || further || care || store.data?.problem || asks));
  });
}
