// The picture of what a job waits for, fetched when it is opened; of many jobs only how many there are by level.
"use strict";

(() => {
  const lang = document.documentElement.lang;
  const BOX = { width: 168, height: 34, across: 22, down: 46 };
  const TEXT_FROM = 26;
  const FONT = "12px system-ui, sans-serif";
  const SVG = "http://www.w3.org/2000/svg";

  function shape(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  /** As much of a label as its box has room for. */
  function fitting(pen, label) {
    const room = BOX.width - TEXT_FROM - 8;
    const letters = Array.from(label);
    if (pen.measureText(label).width <= room) {
      return label;
    }
    while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > room) {
      letters.pop();
    }
    return `${letters.join("")}…`;
  }

  const wordsOf = (details) => Object.fromEntries(details.dataset.words.split("|").map((pair) => pair.split("=")));

  /** Places jobs level by level, each as near as may be to the middle of what it hangs below. */
  function place(data, room) {
    const rows = [];
    for (const node of data.nodes) {
      (rows[node.level] = rows[node.level] || []).push(node);
    }
    const above = new Map(data.nodes.map((node) => [node.id, []]));
    const byId = new Map(data.nodes.map((node) => [node.id, node]));
    data.edges.forEach(([parent, child]) => above.get(child).push(byId.get(parent)));
    rows.forEach((row) => {
      row.forEach((node, index) => {
        const parents = above.get(node.id);
        node.wish = parents.length ? parents.reduce((sum, parent) => sum + parent.order, 0) / parents.length : index;
      });
      row.sort((a, b) => a.wish - b.wish || a.id - b.id);
      row.forEach((node, index) => (node.order = row.length > 1 ? index / (row.length - 1) : 0.5));
    });
    // A level of many jobs goes on in further lines.
    const step = BOX.width + BOX.across;
    const most = Math.max(3, Math.floor(room / step));
    const width = Math.min(most, Math.max(...rows.map((row) => row.length))) * step;
    let y = 4;
    rows.forEach((row) => {
      for (let from = 0; from < row.length; from += most) {
        const line = row.slice(from, from + most);
        const left = (width - line.length * step + BOX.across) / 2;
        line.forEach((node, index) => {
          node.x = left + index * step;
          node.y = y;
        });
        y += BOX.height + 8;
      }
      y += BOX.down - 8;
    });
    return { byId, width, height: y - BOX.down + 8 };
  }

  function picture(details, data) {
    const { byId, width, height } = place(data, details.clientWidth - 26);
    const drawing = shape("svg", { class: "graph", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
    drawing.setAttribute("aria-label", details.querySelector("h2").textContent);
    for (const [from, to] of data.edges) {
      const a = byId.get(from);
      const b = byId.get(to);
      const x1 = a.x + BOX.width / 2;
      const x2 = b.x + BOX.width / 2;
      const y1 = a.y + BOX.height;
      const bend = (b.y - y1) / 2;
      drawing.append(shape("path", { d: `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${b.y - bend} ${x2} ${b.y}` }));
    }
    const words = wordsOf(details);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = FONT;
    for (const node of data.nodes) {
      const label = `${node.id} ${node.name}`;
      const own = String(node.id) === details.dataset.self;
      const text = shape("text", { x: node.x + TEXT_FROM, y: node.y + 21 });
      text.textContent = fitting(pen, label.slice(0, 80));
      const title = shape("title", {});
      title.textContent = `${label}: ${words[node.status]}`;
      drawing.append(
        shape(
          "a",
          { href: details.dataset.base + node.id, class: own ? "self" : "other" },
          title,
          shape("rect", { x: node.x, y: node.y, width: BOX.width, height: BOX.height, rx: 5 }),
          shape("circle", { cx: node.x + 14, cy: node.y + BOX.height / 2, r: 6, class: `dot dot-${node.status}` }),
          text,
        ),
      );
    }
    return drawing;
  }

  function levels(details, data) {
    const words = wordsOf(details);
    const list = document.createElement("ol");
    list.className = "levels";
    data.levels.forEach((counts, level) => {
      const item = document.createElement("li");
      const name = document.createElement("strong");
      name.textContent = hqueue.fill(details.dataset.level, level);
      item.append(name);
      for (const [status, count] of Object.entries(counts)) {
        const tag = document.createElement("span");
        tag.className = `status status-${status}`;
        tag.textContent = `${words[status]} ${count.toLocaleString(lang)}`;
        item.append(tag);
      }
      list.append(item);
    });
    const text = document.createElement("p");
    text.textContent = hqueue.fill(details.dataset.collapsed, data.jobs.toLocaleString(lang));
    return [text, list];
  }

  async function readGraph(details) {
    const answer = await fetch(details.dataset.graph, { cache: "no-store" });
    if (!answer.ok) {
      return;
    }
    const data = await answer.json();
    const frame = details.querySelector(".picture");
    if (data.jobs === 1) {
      frame.textContent = details.dataset.alone;
    } else if (data.nodes.length === 0) {
      frame.replaceChildren(...levels(details, data));
    } else {
      frame.replaceChildren(picture(details, data));
    }
  }

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.open && event.target.dataset.graph) {
        readGraph(event.target);
      }
    },
    true,
  );
})();
