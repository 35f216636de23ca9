(() => {
  "use strict";
  const number = new Intl.NumberFormat("en-GB");
  const order = new Intl.Collator("en-GB", { numeric: true });
  const step = 250;

  // A table with all of its rows, those that are folded away included; it shows as many as fit and are asked for.
  const listing = (table) => {
    const folded = [...document.querySelectorAll(`[data-more-of="${table.id}"]`)];
    const body = table.tBodies[0];
    const rows = [...body.rows, ...folded.flatMap((each) => [...each.querySelectorAll("tbody tr")])];
    for (const each of folded) each.remove();
    const more = document.createElement("button");
    more.type = "button";
    more.className = "more";
    table.parentElement.after(more);
    const list = { table, rows, fits: () => true, room: step, say: () => {} };
    list.show = () => {
      const found = list.rows.filter(list.fits);
      const beyond = found.length - list.room;
      body.replaceChildren(...found.slice(0, list.room));
      more.hidden = beyond <= 0;
      more.textContent = `Show ${number.format(Math.min(beyond, step))} more of ${number.format(beyond)}`;
      list.say(Math.min(found.length, list.room), found.length);
    };
    more.addEventListener("click", () => {
      list.room += step;
      list.show();
      if (more.hidden) table.parentElement.focus();
    });
    list.show();
    return list;
  };

  const sort = (list, at, up) => {
    const keyed = list.rows.map((row) => {
      const cell = row.cells[at];
      const key = cell.dataset.key;
      const text = key === undefined ? cell.textContent.trim().toLowerCase() : "";
      return { row, key: key === undefined ? text : key === "" ? null : Number(key) };
    });
    const empty = (key) => key === null || key === "-" || key === "";
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b));
    keyed.sort((a, b) => {
      if (empty(a.key) || empty(b.key)) return Number(empty(a.key)) - Number(empty(b.key));
      return up ? compare(a.key, b.key) : compare(b.key, a.key);
    });
    list.rows = keyed.map((each) => each.row);
    list.show();
    const heads = list.table.tHead.rows[0].cells;
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[at].setAttribute("aria-sort", up ? "ascending" : "descending");
  };

  const sortable = (list) => {
    [...list.table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        const first = head.dataset.first !== "descending";
        const now = head.getAttribute("aria-sort");
        sort(list, at, now === null ? first : now === "descending");
      });
      head.replaceChildren(button);
    });
  };

  const filterable = (form, list) => {
    const status = document.getElementById(form.dataset.status);
    const texts = new Map();
    const textOf = (row) => {
      if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
      return texts.get(row);
    };
    const apply = () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = { organisation: form.elements.organisation.value, rating: form.elements.rating.value };
      list.fits = (row) =>
        Object.entries(chosen).every(([key, value]) => value === "" || row.dataset[key] === value) &&
        (words.length === 0 || words.every((word) => textOf(row).includes(word)));
      list.room = step;
      list.show();
    };
    list.say = (shown, fit) => {
      const every = list.rows.length;
      const among = shown === fit ? every : fit;
      const rest = shown === fit || fit === every ? "" : ` that fit, of ${number.format(every)}`;
      status.textContent = `Showing ${number.format(shown)} of ${number.format(among)}${rest}`;
    };
    let waiting = 0;
    form.addEventListener("input", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(apply);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => requestAnimationFrame(apply));
    apply();
  };

  const reveal = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id === "" ? null : document.getElementById(id);
    const around = target === null ? null : target.closest("details");
    if (around === null) return;
    around.open = true;
    around.querySelector("summary").focus();
    around.scrollIntoView();
  };

  const slidable = (form) => {
    const panels = [...document.querySelectorAll(`[data-panel-of="${form.id}"]`)];
    const slider = form.elements.share;
    const status = form.querySelector("output");
    const apply = () => {
      const chosen = panels[Number(slider.value)];
      for (const each of panels) each.hidden = each !== chosen;
      slider.setAttribute("aria-valuetext", chosen.dataset.share);
      status.textContent = chosen.dataset.words;
    };
    slider.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    apply();
  };

  const lists = new Map();
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    lists.set(table.id, listing(table));
    sortable(lists.get(table.id));
  }
  for (const form of document.querySelectorAll("form[data-table]")) filterable(form, lists.get(form.dataset.table));
  document.querySelectorAll("form[data-slides]").forEach(slidable);
  addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".in-full details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });
})();
