// What the page of a job draws and finds besides what live.js keeps up to date: the grid of its children,
// the graph of what waits for what, words in its output. Failures use the last part, the ends of outputs.
"use strict";

(() => {
  const lang = document.documentElement.lang;
  const inWords = (seconds) =>
    seconds < 60
      ? `${seconds} s`
      : seconds < 3600
        ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
        : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;

  // ---- The grid ----------------------------------------------------------------------------------------

  const COLOURS = {
    q: "#7b8592", w: "#5c7fa3", r: "#2f73c4", u: "#2f73c4", p: "#b98412",
    e: "#c2661c", a: "#9556bd", s: "#2a9153", f: "#d63c32", c: "#6b737d",
  };
  const ORDER = "frusepwqac";
  const LARGEST_CELL = 16;
  const SMALLEST_CELL = 4;
  const TALLEST = 460;
  const GRID_PAUSE_MS = 1000;

  const grid = document.getElementById("grid");

  function words() {
    const legend = grid.querySelector(".legend");
    return Object.fromEntries(legend.dataset.words.split("|").map((pair) => pair.split("=")));
  }

  /** A status has a shape besides its colour, where a cell has room for one. */
  function mark(pen, status, x, y, size) {
    const gap = size > 6 ? 2 : 1;
    const side = size - gap;
    pen.fillStyle = COLOURS[status];
    pen.strokeStyle = COLOURS[status];
    if (side < 6) {
      const inset = status === "q" || status === "w" ? 1 : 0;
      pen.fillRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
      return;
    }
    const middle = side / 2;
    pen.lineWidth = 1.5;
    pen.beginPath();
    switch (status) {
      case "s":
        pen.fillRect(x, y, side, side);
        return;
      case "r":
      case "u":
        pen.arc(x + middle, y + middle, middle, 0, 2 * Math.PI);
        pen.fill();
        return;
      case "f":
        pen.moveTo(x + middle, y);
        pen.lineTo(x + side, y + side);
        pen.lineTo(x, y + side);
        pen.fill();
        return;
      case "c":
        pen.moveTo(x + 1, y + 1);
        pen.lineTo(x + side - 1, y + side - 1);
        pen.moveTo(x + side - 1, y + 1);
        pen.lineTo(x + 1, y + side - 1);
        pen.stroke();
        return;
      case "p":
        pen.fillRect(x + 1, y, side / 3, side);
        pen.fillRect(x + side - 1 - side / 3, y, side / 3, side);
        return;
      case "a":
      case "e":
        pen.moveTo(x + middle, y);
        pen.lineTo(x + side, y + middle);
        pen.lineTo(x + middle, y + side);
        pen.lineTo(x, y + middle);
        pen.fill();
        return;
      case "w":
        pen.arc(x + middle, y + middle, middle - 1, 0, 2 * Math.PI);
        pen.stroke();
        return;
      default:
        pen.strokeRect(x + 1, y + 1, side - 2, side - 2);
    }
  }

  function startGrid() {
    const canvas = grid.querySelector("canvas");
    const tip = grid.querySelector(".tip");
    const legend = grid.querySelector(".legend");
    const names = words();
    const hint = tip.textContent;
    let cells = { ids: [], status: "", seconds: [] };
    let columns = 1;
    let size = LARGEST_CELL;
    let at = -1;
    let reading = false;
    let wanted = false;

    function draw() {
      const width = Math.max(200, grid.clientWidth - 24);
      const count = cells.ids.length;
      size = LARGEST_CELL;
      while (size > SMALLEST_CELL && Math.ceil(count / Math.floor(width / size)) * size > TALLEST) {
        size--;
      }
      columns = Math.max(1, Math.floor(width / size));
      const height = Math.max(1, Math.ceil(count / columns)) * size;
      const scale = window.devicePixelRatio || 1;
      canvas.width = width * scale;
      canvas.height = height * scale;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      const pen = canvas.getContext("2d");
      pen.scale(scale, scale);
      for (let i = 0; i < count; i++) {
        mark(pen, cells.status[i], (i % columns) * size, Math.floor(i / columns) * size, size);
      }
      if (at >= 0 && at < count) {
        pen.strokeStyle = getComputedStyle(grid).color;
        pen.lineWidth = 1;
        pen.strokeRect((at % columns) * size - 0.5, Math.floor(at / columns) * size - 0.5, size, size);
      }
    }

    function explain() {
      const counts = {};
      for (const status of cells.status) {
        counts[status] = (counts[status] || 0) + 1;
      }
      const parts = [];
      legend.replaceChildren(
        ...Array.from(ORDER)
          .filter((status) => counts[status])
          .map((status) => {
            const item = document.createElement("li");
            const shape = document.createElement("canvas");
            shape.width = shape.height = 12;
            shape.style.display = "inline-block";
            mark(shape.getContext("2d"), status, 0, 0, 12);
            const text = `${names[status]} ${counts[status].toLocaleString(lang)}`;
            parts.push(text);
            item.append(shape, ` ${text}`);
            return item;
          }),
      );
      canvas.setAttribute(
        "aria-label",
        hqueue.fill(grid.dataset.label, cells.ids.length.toLocaleString(lang), parts.join(", ")),
      );
    }

    function point(index) {
      if (index === at) {
        return;
      }
      at = index >= 0 && index < cells.ids.length ? index : -1;
      tip.textContent =
        at < 0
          ? hint
          : hqueue.fill(
              grid.dataset.cell,
              cells.ids[at],
              names[cells.status[at]],
              cells.seconds[at] < 0 ? grid.dataset.notStarted : inWords(cells.seconds[at]),
            );
      draw();
    }

    function under(event) {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor((event.clientX - box.left) / size);
      return column < columns ? Math.floor((event.clientY - box.top) / size) * columns + column : -1;
    }

    async function read() {
      wanted = true;
      if (reading) {
        return;
      }
      reading = true;
      while (wanted && !document.hidden) {
        wanted = false;
        try {
          const answer = await fetch(grid.dataset.grid, { cache: "no-store" });
          if (!answer.ok) {
            break;
          }
          cells = await answer.json();
          let id = 0;
          cells.ids = cells.ids.map((step) => (id += step));
          draw();
          explain();
        } catch (e) {
          // The server is away; the next change asks again.
          break;
        }
        await new Promise((done) => setTimeout(done, GRID_PAUSE_MS));
      }
      reading = false;
    }

    canvas.addEventListener("mousemove", (event) => point(under(event)));
    canvas.addEventListener("mouseleave", () => point(-1));
    canvas.addEventListener("click", (event) => {
      const index = under(event);
      if (index >= 0 && index < cells.ids.length) {
        location.href = grid.dataset.base + cells.ids[index];
      }
    });
    canvas.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
      if (steps[event.key]) {
        event.preventDefault();
        tip.setAttribute("aria-live", "polite");
        point(Math.max(0, Math.min(cells.ids.length - 1, Math.max(0, at) + (at < 0 ? 0 : steps[event.key]))));
      } else if (event.key === "Enter" && at >= 0) {
        location.href = grid.dataset.base + cells.ids[at];
      }
    });
    document.addEventListener("hqueue-refreshed", read);
    window.addEventListener("resize", draw);
    read();
  }

  // ---- The graph ---------------------------------------------------------------------------------------

  const BOX = { width: 168, height: 34, across: 22, down: 46 };
  const LONGEST_LABEL = 22;
  const SVG = "http://www.w3.org/2000/svg";

  function shape(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

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
    for (const node of data.nodes) {
      const label = `${node.id} ${node.name}`;
      const cut = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
      const own = String(node.id) === details.dataset.self;
      const text = shape("text", { x: node.x + 26, y: node.y + 21 });
      text.textContent = cut;
      const title = shape("title", {});
      title.textContent = `${label}: ${node.status}`;
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
        tag.textContent = `${status} ${count.toLocaleString(lang)}`;
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

  // ---- Finding words in the output ------------------------------------------------------------------------

  function startFind(form) {
    const output = document.getElementById("output");
    const field = document.getElementById("find-text");
    const hits = document.getElementById("find-hits");
    let found = [];
    let current = -1;
    let sought = "";

    function seek() {
      const text = output.textContent.toLowerCase();
      const word = field.value.toLowerCase();
      found = [];
      for (let at = word ? text.indexOf(word) : -1; at >= 0 && found.length < 10000; at = text.indexOf(word, at + word.length)) {
        found.push(at);
      }
      sought = `${word}\n${text.length}`;
    }

    function range(at, length) {
      const hit = document.createRange();
      let passed = 0;
      let begun = false;
      for (const node of output.childNodes) {
        const size = node.nodeValue.length;
        if (!begun && at < passed + size) {
          hit.setStart(node, at - passed);
          begun = true;
        }
        if (begun && at + length <= passed + size) {
          hit.setEnd(node, at + length - passed);
          return hit;
        }
        passed += size;
      }
      return null;
    }

    function show() {
      if (found.length === 0) {
        hits.textContent = field.value ? form.dataset.noHit : "";
        return;
      }
      hits.textContent = hqueue.fill(form.dataset.hits, current + 1, found.length);
      const hit = range(found[current], field.value.length);
      if (hit) {
        if (window.Highlight) {
          CSS.highlights.set("hit", new Highlight(hit));
        } else {
          getSelection().removeAllRanges();
          getSelection().addRange(hit);
        }
        output.scrollTop += hit.getBoundingClientRect().top - output.getBoundingClientRect().top - output.clientHeight / 3;
      }
    }

    function go(step) {
      const before = sought;
      seek();
      const fresh = before.split("\n")[0] !== sought.split("\n")[0];
      current = fresh || current < 0 ? (step > 0 ? 0 : found.length - 1) : (current + step + found.length) % Math.max(1, found.length);
      show();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(event.submitter && event.submitter.value === "previous" && document.activeElement !== field ? -1 : 1);
    });
    document.getElementById("to-end").addEventListener("click", () => {
      output.scrollTop = output.scrollHeight;
      output.focus();
    });
    const asked = new URLSearchParams(location.search).get("find");
    if (asked) {
      field.value = asked;
      const watch = new MutationObserver(() => {
        watch.disconnect();
        go(-1);
      });
      watch.observe(output, { childList: true });
    }
  }

  // ---- Telling the viewer that a job has ended ----------------------------------------------------------------

  function startWatch(button) {
    const job = document.getElementById("job");
    button.hidden = !("Notification" in window) || job.dataset.finished === "true";
    button.addEventListener("click", async () => {
      if ((await Notification.requestPermission()) === "granted") {
        button.textContent = button.dataset.watching;
        button.disabled = true;
        document.addEventListener("hqueue-refreshed", function tellEnd() {
          if (job.dataset.finished === "true") {
            document.removeEventListener("hqueue-refreshed", tellEnd);
            button.hidden = true;
            new Notification("Open HQueue", { body: job.dataset.told, tag: `job-${button.dataset.watch}` });
          }
        });
      }
    });
  }

  // ---- The ends of outputs ------------------------------------------------------------------------------------

  document.addEventListener(
    "toggle",
    async (event) => {
      const details = event.target;
      if (!details.open) {
        return;
      }
      if (details.dataset.graph) {
        readGraph(details);
      } else if (details.dataset.tail) {
        const answer = await fetch(details.dataset.tail, { headers: { Range: "bytes=-3000" }, cache: "no-store" });
        const text = answer.ok ? await answer.text() : "";
        details.querySelector("pre").textContent = text.split("\n").slice(-25).join("\n").trimEnd() || "…";
      }
    },
    true,
  );

  if (grid) {
    startGrid();
  }
  const find = document.getElementById("find");
  if (find) {
    startFind(find);
  }
  const watch = document.querySelector("[data-watch]");
  if (watch) {
    startWatch(watch);
  }
})();
