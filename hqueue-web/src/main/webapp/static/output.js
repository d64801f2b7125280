// Words found in a job's output, and the ends of outputs where failures are listed.
"use strict";

(() => {
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

  // ---- The ends of outputs ------------------------------------------------------------------------------------

  document.addEventListener(
    "toggle",
    async (event) => {
      const details = event.target;
      if (details.open && details.dataset.tail) {
        const answer = await fetch(details.dataset.tail, { headers: { Range: "bytes=-3000" }, cache: "no-store" });
        const text = answer.ok ? await answer.text() : "";
        details.querySelector("pre").textContent = text.split("\n").slice(-25).join("\n").trimEnd() || "…";
      }
    },
    true,
  );

  const find = document.getElementById("find");
  if (find) {
    startFind(find);
  }
})();
