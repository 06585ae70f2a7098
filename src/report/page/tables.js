// Ranked tables: headings sort, a field filters, lists choose. Without script the tables stand as they are, in their rank.
"use strict";
const rowsAtFirst = 15;

function enliven(table, text, onTransect, places) {
  const section = table.closest(".table-section"), body = table.tBodies[0], rows = [...body.rows], headings = [...table.tHead.rows[0].cells];
  const controls = document.createElement("div"), count = document.createElement("p"), more = document.createElement("button");
  const filter = field("input", text.filter), choices = [];
  let all = rows.length <= rowsAtFirst;

  const value = (row, i) => row.cells[i].dataset.v !== undefined ? Number(row.cells[i].dataset.v) : row.cells[i].textContent;
  const passes = row => (row.words ??= row.textContent.toLowerCase()).includes(filter.value.toLowerCase()) && choices.every(c => !c.value || row.cells[c.column].textContent === c.value);
  const update = () => {
    const found = rows.filter(passes);
    body.replaceChildren(...(all ? found : found.slice(0, rowsAtFirst)));
    buttons(body.querySelectorAll("td[data-transect]"), c => onTransect.knows(c.dataset.transect), text.open_chart, c => onTransect(c.dataset.transect));
    buttons(body.querySelectorAll("td[data-place]"), c => places.knows(c.dataset.place), text.show_place, c => places.show(c.dataset.place));
    count.textContent = text.rows.replace("{shown}", body.rows.length).replace("{all}", found.length);
    more.hidden = found.length <= rowsAtFirst;
    more.textContent = all ? text.show_fewer : text.show_all;
  };

  headings.forEach((heading, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach(h => h.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((a, b) => order(value(a, i), value(b, i), down));
      update();
    });
    if (heading.dataset.choice === undefined) return;
    const list = field("select", heading.textContent), values = [...new Set(rows.map(row => row.cells[i].textContent))];
    list.append(new Option(text.all, ""), ...values.map(v => new Option(v, v)));
    list.column = i;
    if (values.includes(heading.dataset.choice)) list.value = heading.dataset.choice;
    list.addEventListener("change", update);
    choices.push(list);
  });
  // Buttons are made for the rows that are shown.
  function buttons(cells, knows, words, act) {
    for (const cell of cells) {
      if (cell.firstElementChild || !knows(cell)) continue;
      const button = document.createElement("button"), name = cell.textContent;
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-label", words + " " + name);
      button.addEventListener("click", () => act(cell));
      cell.replaceChildren(button);
    }
  }
  filter.type = "search";
  filter.addEventListener("input", update);
  more.type = "button";
  more.addEventListener("click", () => { all = !all; update(); });
  count.setAttribute("aria-live", "polite");
  count.className = "small shown";
  controls.className = "table-controls";
  controls.append(filter.parentNode, ...choices.map(c => c.parentNode), more);
  section.insertBefore(controls, table.parentNode);
  table.parentNode.after(count);
  update();
  return update;
}

// A form field in its label.
function field(kind, words) {
  const label = document.createElement("label"), element = document.createElement(kind);
  label.append(words + " ", element);
  return element;
}

// Numbers by size, words by alphabet; cells without a value come last either way.
function order(a, b, down) {
  const empty = v => v === "" || v === "\u2013";
  if (empty(a) || empty(b)) return empty(a) - empty(b);
  const words = typeof a === "string" || typeof b === "string";
  const result = words ? (typeof a === typeof b ? a.localeCompare(b) : typeof a === "string" ? 1 : -1) : a - b;
  return down && !(words && typeof a !== typeof b) ? -result : result;
}
