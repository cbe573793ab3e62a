// The buttons on the map: back and forward through what was looked at, the view, and what can be
// done with what is selected.

import { view } from "./address.js";
import { el, put, write } from "./dom.js";

export function tools(picture) {
  const { root, store } = picture;
  const { acts } = store;
  const invented = el("p", { class: "invented", hidden: true });
  const doings = el("div", { class: "tools doings", role: "group" });
  const views = el("div", { class: "tools views", role: "group" });
  root.append(invented, doings, views);
  const one = () => store.state.selected.length === 1;
  const several = () => store.state.selected.length > 1;
  acts.lasso = (whether = !picture.lassoing) => {
    picture.lassoing = whether;
    store.notice("lasso");
  };
  acts.path = () => store.state.selected.length === 2 && store.set({ path: [...store.state.selected] });
  acts.release = () => {
    const { moved } = view(store.state.subject);
    for (const id of store.state.selected) delete moved[id];
    view(store.state.subject, { moved });
    store.notice("map", "pinned");
  };
  const buttons = [
    ...doing(doings, "expand", () => store.expand(store.state.selected[0]), () => one() && !open(store)),
    ...doing(doings, "collapse", () => store.collapse(store.state.selected[0]), () => one() && open(store)),
    ...doing(doings, "path", acts.path, () => store.state.selected.length === 2),
    ...doing(doings, "hide", () => store.hide(store.state.selected), () => one() || several()),
    ...doing(doings, "release", acts.release, () => store.state.selected.some((id) => picture.pinned?.has(id))),
    ...doing(doings, "clear", () => store.set({ selected: [], path: [] }), () => several() || store.state.path.length > 0),
  ];
  const back = icon(views, "↶", "back", store.back);
  const forward = icon(views, "↷", "forward", store.forward);
  const finger = icon(views, "✥", "enter", () => picture.enter(!picture.entered));
  finger.element.classList.add("finger");
  const caught = icon(views, "◌", "lasso", () => acts.lasso());
  const others = [
    icon(views, "−", "farther", () => acts.zoom(1 / 1.4)), icon(views, "+", "closer", () => acts.zoom(1.4)),
    icon(views, "", "fit", () => acts.fit()),
  ];
  const icons = [back, forward, finger, caught, ...others];
  store.subscribe((changed) => {
    if (changed.has("frame"))
      for (const { element, key, sign } of [...buttons, ...icons]) {
        write(element, sign || store.words(`do_${key}`));
        put(element, "aria-label", store.words(`say_${key}`) || store.words(`do_${key}`));
        put(element, "title", store.words(`say_${key}`));
      }
    put(doings, "aria-label", store.words("with_selected"));
    put(views, "aria-label", store.words("the_view"));
    for (const { element, when } of buttons) element.hidden = !when();
    back.element.disabled = !store.canBack();
    forward.element.disabled = !store.canForward();
    put(finger.element, "aria-pressed", picture.entered ? "true" : "false");
    put(caught.element, "aria-pressed", picture.lassoing ? "true" : "false");
    invented.hidden = !store.lens?.invented;
    write(invented, store.words("invented"));
  });
}

const open = (store) => store.state.expanded.includes(store.state.selected[0]);

function doing(parent, key, act, when) {
  const element = el("button", { type: "button", onclick: act });
  parent.append(element);
  return [{ element, key, when, sign: "" }];
}

function icon(parent, sign, key, act) {
  const element = el("button", { type: "button", onclick: () => act() });
  parent.append(element);
  return { element, key, sign };
}
