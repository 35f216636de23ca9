"use strict";
(() => {
  const text = (row, at) => row.cells[at].textContent.trim();

  const sort = (table, at, up) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => {
      const cell = row.cells[at];
      const key = cell.dataset.key;
      return { row, key: key === undefined ? text(row, at).toLowerCase() : key === "" ? null : Number(key) };
    });
    const empty = (key) => key === null || key === "-" || key === "";
    const order = new Intl.Collator("en-GB", { numeric: true });
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b));
    rows.sort((a, b) => {
      if (empty(a.key) || empty(b.key)) return Number(empty(a.key)) - Number(empty(b.key));
      return up ? compare(a.key, b.key) : compare(b.key, a.key);
    });
    const sorted = document.createDocumentFragment();
    for (const each of rows) sorted.append(each.row);
    body.append(sorted);
    for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
    table.tHead.rows[0].cells[at].setAttribute("aria-sort", up ? "ascending" : "descending");
  };

  const sortable = (table) => {
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        const first = head.dataset.first !== "descending";
        const now = head.getAttribute("aria-sort");
        sort(table, at, now === null ? first : now === "descending");
      });
      head.replaceChildren(button);
    });
  };

  const filterable = (form) => {
    const table = document.getElementById(form.dataset.table);
    const status = document.getElementById(form.dataset.status);
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: null }));
    const number = new Intl.NumberFormat("en-GB");
    const apply = () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = { organisation: form.elements.organisation.value, rating: form.elements.rating.value };
      let shown = 0;
      for (const each of rows) {
        const { row } = each;
        let fits = Object.entries(chosen).every(([key, value]) => value === "" || row.dataset[key] === value);
        if (fits && words.length) {
          each.text ??= row.textContent.toLowerCase();
          fits = words.every((word) => each.text.includes(word));
        }
        if (row.hidden === fits) row.hidden = !fits;
        shown += fits;
      }
      status.textContent = `Showing ${number.format(shown)} of ${number.format(rows.length)}`;
    };
    let waiting = 0;
    form.addEventListener("input", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(apply);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => requestAnimationFrame(apply));
    form.hidden = false;
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

  document.querySelectorAll("table[data-sortable]").forEach(sortable);
  document.querySelectorAll("form[data-table]").forEach(filterable);
  addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });
})();
