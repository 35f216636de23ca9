(() => {
  "use strict";
  const made = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
  const order = new Intl.Collator("en-GB", { numeric: true });

  // The picture on a stage on which it moves; on paper the style sheet takes the stage away again.
  const staged = (figure) => {
    const stage = figure.querySelector(".scroll");
    const svg = stage.querySelector("svg.map");
    const sheet = made("div", { className: "sheet" }, svg);
    stage.replaceChildren(sheet);
    stage.classList.add("stage");
    const size = { width: svg.width.baseVal.value, height: svg.height.baseVal.value };
    sheet.style.setProperty("width", `${size.width}px`);
    const fitting = () => Math.min(stage.clientWidth / size.width, stage.clientHeight / size.height, 1);
    // The sheet turns about its middle: the pan that puts a point of it at a place of the stage.
    const panTo = (point, place, scale) =>
      [size.width, size.height].map((side, at) => (place[at] - side / 2) / scale + side / 2 - point[at]);
    const top = (scale) => panTo([size.width / 2, 0], [stage.clientWidth / 2, 0], scale);
    const [startX, startY] = top(fitting());
    const panzoom = Panzoom(sheet, {
      canvas: true,
      cursor: "grab",
      maxScale: 4,
      minScale: fitting() / 2,
      startScale: fitting(),
      startX,
      startY,
      step: 0.25,
      touchAction: "none",
    });
    const put = (pan, scale) => {
      panzoom.zoom(scale, { animate: false });
      panzoom.pan(pan[0], pan[1], { animate: false });
    };
    const whole = () => put(top(fitting()), fitting());
    const reveal = (element) => {
      const [seen, frame] = [element.getBoundingClientRect(), stage.getBoundingClientRect()];
      const scale = Math.max(panzoom.getScale(), Math.min(1, stage.clientWidth / 320));
      const from = sheet.getBoundingClientRect();
      const middle = [
        (seen.left + seen.width / 2 - from.left) / panzoom.getScale(),
        (seen.top + seen.height / 2 - from.top) / panzoom.getScale(),
      ];
      const isIn =
        seen.left >= frame.left && seen.right <= frame.right && seen.top >= frame.top && seen.bottom <= frame.bottom;
      if (!isIn || scale > panzoom.getScale()) {
        put(panTo(middle, [stage.clientWidth / 2, stage.clientHeight / 2], scale), scale);
      }
    };
    stage.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) panzoom.zoomWithWheel(event);
    });
    addEventListener("resize", () => panzoom.setOptions({ minScale: fitting() / 2 }));
    return { stage, svg, panzoom, whole, reveal };
  };

  const MOVES = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

  const moved = (view, key) => {
    const { panzoom } = view;
    const scale = panzoom.getScale();
    if (key in MOVES) panzoom.pan(MOVES[key][0] / scale, MOVES[key][1] / scale, { relative: true });
    else if (key === "+" || key === "=") panzoom.zoomIn();
    else if (key === "-") panzoom.zoomOut();
    else if (key === "0") view.whole();
    else return false;
    return true;
  };

  // Who needs whom, read from the picture: boxes by their number, arrows with what draws them.
  const connections = (svg) => {
    const systems = new Map();
    for (const box of svg.querySelectorAll(".box[data-at]")) {
      const { at, id, name } = box.dataset;
      systems.set(at, { at, id, name: name || id, box, needs: [], neededBy: [] });
    }
    const arrows = [];
    for (const drawn of svg.querySelectorAll(".arrow[data-arrows]")) {
      for (const text of drawn.dataset.arrows.split(";")) {
        const [from, to, marks] = text.split(" ");
        const arrow = { from, to, hard: marks[0] === "h", confirmed: marks[1] === "c", drawn };
        arrows.push(arrow);
        systems.get(from).needs.push(arrow);
        systems.get(to).neededBy.push(arrow);
      }
    }
    return { systems, arrows };
  };

  // All that is reached from a system along arrows that pass, nearest first, each with the way back.
  const reached = (systems, start, side, end, passes) => {
    const found = new Map([[start, null]]);
    for (const at of found.keys()) {
      for (const arrow of systems.get(at)[side]) {
        if (passes(arrow) && !found.has(arrow[end])) found.set(arrow[end], { arrow, before: at });
      }
    }
    return found;
  };

  // Each reached system with what it comes to: stops or degrades, and the assumed arrows that this rests on.
  const effects = (systems, start, side, end) => {
    const every = reached(systems, start, side, end, () => true);
    const hard = reached(systems, start, side, end, (arrow) => arrow.hard);
    const sure = reached(systems, start, side, end, (arrow) => arrow.confirmed);
    const both = reached(systems, start, side, end, (arrow) => arrow.hard && arrow.confirmed);
    const found = [...every.keys()].filter((at) => at !== start);
    return found.map((at) => {
      const stops = hard.has(at);
      const ways = [stops ? both : sure, stops ? hard : every].find((each) => each.has(at));
      const assumed = [];
      let steps = 0;
      for (let step = ways.get(at); step !== null; step = ways.get(step.before)) {
        if (!step.arrow.confirmed) assumed.push(step.arrow);
        steps += 1;
      }
      return { system: systems.get(at), stops, assumed, steps };
    });
  };

  const effectWords = (effect, systems, verbs) => {
    const verb = effect.stops ? verbs[0] : verbs[1];
    const way = effect.steps === 1 ? "directly" : `${effect.steps} steps`;
    const weak = effect.assumed.map((each) => `${systems.get(each.from).name} needs ${systems.get(each.to).name}`);
    return `${verb}, ${way}${weak.length === 0 ? "" : `; assumed: ${weak.join(", ")}`}`;
  };

  const SIDES = [
    { title: "What needs it", side: "neededBy", end: "from", verbs: ["stops with it", "degrades"], none: "nothing" },
    { title: "What it needs", side: "needs", end: "to", verbs: ["stops it", "degrades it"], none: "nothing" },
  ];

  const summed = (name, [up, down]) => {
    const stop = up.filter((each) => each.stops);
    const sure = stop.filter((each) => each.assumed.length === 0).length;
    const along = stop.length > 0 ? ` (${sure === stop.length ? "all" : sure} along confirmed arrows)` : "";
    return (
      `${name}: ${counted(up.length, "system needs", "systems need")} it in the end, ` +
      `${counted(stop.length, "stops", "stop")} with it${along}; it needs ${counted(down.length, "system")} in the end.`
    );
  };

  const listed = (found, systems, about, choose) => {
    const sorted = [...found].sort(
      (a, b) => b.stops - a.stops || a.steps - b.steps || order.compare(a.system.name, b.system.name),
    );
    const items = sorted.map((each) => {
      const button = made("button", { type: "button", textContent: each.system.name });
      button.addEventListener("click", () => choose(each.system.at));
      return made("li", {}, button, ` ${effectWords(each, systems, about.verbs)}`);
    });
    const heading = made("h3", { textContent: `${about.title} (${found.length})` });
    return made("div", {}, heading, items.length > 0 ? made("ul", {}, ...items) : made("p", { textContent: about.none }));
  };

  const nearest = (systems, at, key) => {
    const middle = (box) => {
      const seen = box.getBoundingClientRect();
      return [seen.left + seen.width / 2, seen.top + seen.height / 2];
    };
    const [x, y] = middle(systems.get(at).box);
    const [across, down] = MOVES[key].map((each) => -Math.sign(each));
    let best = null;
    for (const each of systems.values()) {
      const [left, top] = middle(each.box);
      const ahead = (left - x) * across + (top - y) * down;
      const aside = Math.abs((left - x) * down) + Math.abs((top - y) * across);
      const far = ahead + 3 * aside;
      if (each.at !== at && ahead > 1 && (best === null || far < best.far)) best = { far, at: each.at };
    }
    return best === null ? at : best.at;
  };

  const explored = (view, panel, status) => {
    const { svg } = view;
    const { systems, arrows } = connections(svg);
    let chosen = null;
    const light = (found) => {
      const [up, down] = found.map((side) => new Set([chosen, ...side.map((each) => each.system.at)]));
      for (const { at, box } of systems.values()) {
        box.classList.toggle("on", chosen !== null && (up.has(at) || down.has(at)));
        box.classList.toggle("chosen", at === chosen);
        box.setAttribute("aria-pressed", String(at === chosen));
      }
      for (const { drawn } of arrows) drawn.classList.remove("on", "near");
      for (const { from, to, drawn } of arrows) {
        const isOn = (up.has(from) && up.has(to)) || (down.has(from) && down.has(to));
        if (chosen !== null && isOn) drawn.classList.add("on");
        if (from === chosen || to === chosen) drawn.classList.add("near");
      }
      svg.classList.toggle("lit", chosen !== null);
    };
    const choose = (at) => {
      chosen = at;
      const found = SIDES.map((about) => (at === null ? [] : effects(systems, at, about.side, about.end)));
      light(found);
      panel.replaceChildren();
      status.textContent = "";
      if (at === null) return;
      const { name, id, box } = systems.get(at);
      status.textContent = summed(name, found);
      panel.append(...found.map((side, place) => listed(side, systems, SIDES[place], choose)));
      const section = document.getElementById(`system-${id}`);
      if (section !== null) status.append(" ", made("a", { href: `#system-${id}`, textContent: "All of it" }));
      rove(at);
      view.reveal(box);
    };
    const rove = (at) => {
      for (const each of systems.values()) each.box.setAttribute("tabindex", each.at === at ? "0" : "-1");
    };
    return { systems, choose, rove };
  };

  const pointed = (view, explorer) => {
    const { systems, choose, rove } = explorer;
    let down = [0, 0];
    view.stage.addEventListener("pointerdown", (event) => (down = [event.clientX, event.clientY]), true);
    for (const { at, box } of systems.values()) {
      box.setAttribute("role", "button");
      box.setAttribute("aria-label", box.querySelector("title").textContent);
      box.addEventListener("click", (event) => {
        if (Math.hypot(event.clientX - down[0], event.clientY - down[1]) < 6) choose(at);
      });
      box.addEventListener("focus", () => view.reveal(box));
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") choose(at);
        else if (event.key in MOVES) {
          const next = nearest(systems, at, event.key);
          rove(next);
          systems.get(next).box.focus({ preventScroll: true });
        } else return;
        event.preventDefault();
        event.stopPropagation();
      });
    }
    const first = [...systems.values()][0];
    if (first !== undefined) rove(first.at);
  };

  const finder = (explorer, prefix) => {
    const options = [...explorer.systems.values()]
      .sort((a, b) => order.compare(a.name, b.name))
      .map(({ name, id }) => made("option", { value: name === id ? id : `${name} (${id})` }));
    const input = made("input", { id: `${prefix}-find`, type: "search", autocomplete: "off", spellcheck: false });
    input.setAttribute("list", `${prefix}-names`);
    let last = "";
    const find = (isDone) => {
      const words = input.value.trim().toLowerCase();
      if (isDone && words === last) return undefined;
      if (isDone) last = words;
      if (words === "") return isDone ? explorer.choose(null) : undefined;
      const every = [...explorer.systems.values()];
      const called = ({ name, id }) => [name, id, `${name} (${id})`].map((each) => each.toLowerCase());
      const found =
        every.find((each) => called(each).includes(words)) ||
        (isDone && (every.find((each) => called(each)[2].startsWith(words)) || every.find((each) => called(each)[2].includes(words))));
      if (found) {
        last = words;
        explorer.choose(found.at);
      }
      return undefined;
    };
    input.addEventListener("input", () => find(false));
    input.addEventListener("change", () => find(true));
    const label = made("label", { htmlFor: input.id, textContent: "Find a system" });
    return made("div", {}, label, input, made("datalist", { id: `${prefix}-names` }, ...options));
  };

  const button = (words, deed) => {
    const element = made("button", { type: "button", textContent: words });
    element.addEventListener("click", deed);
    return element;
  };

  const interactive = (figure, place) => {
    const view = staged(figure);
    const tools = made("div", { className: "filters tools" });
    const status = made("p", { className: "note" });
    status.setAttribute("role", "status");
    const panel = made("div", { className: "ways" });
    const explorer = explored(view, panel, status);
    if (explorer.systems.size > 0) {
      tools.append(finder(explorer, `map-${place}`));
      view.svg.setAttribute("role", "group");
      pointed(view, explorer);
    }
    const zooms = made("div", { className: "buttons" });
    zooms.append(
      button("Closer", () => view.panzoom.zoomIn()),
      button("Farther", () => view.panzoom.zoomOut()),
      button("Whole map", view.whole),
    );
    if (explorer.systems.size > 0) zooms.append(button("Clear ways", () => explorer.choose(null)));
    tools.append(zooms);
    const keys = "Arrow keys move it, plus and minus zoom, 0 shows the whole.";
    view.stage.setAttribute("aria-label", `Dependency map. ${keys}`);
    view.stage.addEventListener("keydown", (event) => {
      if (event.key === "Escape") explorer.choose(null);
      else if (event.ctrlKey || event.metaKey || event.altKey || !moved(view, event.key)) return;
      event.preventDefault();
    });
    const hint =
      explorer.systems.size > 0
        ? "Drag to move, Ctrl and the wheel to zoom. Click a system, or find it, to see what needs it and what it needs."
        : "Drag to move, Ctrl and the wheel to zoom.";
    figure.prepend(tools, made("p", { className: "note hint", textContent: hint }));
    figure.append(status, panel);
  };

  [...document.querySelectorAll("figure.map")].forEach(interactive);
})();
