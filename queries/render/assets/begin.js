// Before Streamlit begins: it need not ask, at one address after the other, where its server is.
window.__streamlit = {
  BACKEND_BASE_URL: `${location.origin}/`,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
// What the workspace is made of is made ready while the server computes what is shown.
if (location.pathname === "/workspace")
  (globalThis.requestIdleCallback ?? setTimeout)(() => ["/assets/workspace/main.js", "/vis/vis-network.min.js"].forEach((path) => import(path)));
