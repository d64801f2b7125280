// The grid of a job's children: a small cell for each, its status by colour and by shape, drawn at once.
"use strict";

(() => {
  const lang = document.documentElement.lang;

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

  /** A length of time by its two largest units, in the page's language. */
  function inWords(seconds) {
    const [inSeconds, inMinutes, inHours, inDays] = grid.dataset.lengths.split("|");
    const whole = (unit) => Math.floor(seconds / unit).toLocaleString(lang);
    if (seconds < 60) {
      return hqueue.fill(inSeconds, seconds);
    }
    if (seconds < 3600) {
      return hqueue.fill(inMinutes, whole(60), seconds % 60);
    }
    return seconds < 86400
      ? hqueue.fill(inHours, whole(3600), Math.floor((seconds % 3600) / 60))
      : hqueue.fill(inDays, whole(86400), Math.floor((seconds % 86400) / 3600));
  }

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
        hqueue.fill(grid.dataset.label, cells.ids.length.toLocaleString(lang), parts.join(grid.dataset.separator)),
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

  if (grid) {
    startGrid();
  }
})();
