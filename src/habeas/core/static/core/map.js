/* Zoom and pan for maps that are complete without it: buttons, wheel with Ctrl, drag, two fingers, + and - keys. */
(() => {
  "use strict";
  const CLOSEST = 12;

  function live(figure) {
    const svg = figure.querySelector(".map-frame svg");
    if (!svg || figure.dataset.live) return;
    figure.dataset.live = "yes";
    const box = () => svg.getAttribute("viewBox").split(/[\s,]+/).map(Number);
    const home = (svg.dataset.home || svg.getAttribute("viewBox")).split(/[\s,]+/).map(Number);
    const fingers = new Map();
    let moved = 0;

    function show([x, y, w, h]) {
      const width = Math.min(home[2], Math.max(home[2] / CLOSEST, w));
      const height = (width / home[2]) * home[3];
      const left = Math.min(Math.max(x, home[0]), home[0] + home[2] - width);
      const top = Math.min(Math.max(y, home[1]), home[1] + home[3] - height);
      svg.setAttribute("viewBox", [left, top, width, height].map((v) => v.toFixed(1)).join(" "));
      const zoom = home[2] / width;
      svg.dataset.step = zoom < 1.7 ? "1" : zoom < 4 ? "2" : "3";
      svg.classList.toggle("zoomed", zoom > 1.02);
    }
    function zoom(factor, cx = 0.5, cy = 0.5) {
      const [x, y, w, h] = box();
      show([x + w * cx * (1 - 1 / factor), y + h * cy * (1 - 1 / factor), w / factor, h / factor]);
    }
    const part = (event) => {
      const frame = svg.getBoundingClientRect();
      return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
    };
    const spread = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    };

    figure.querySelectorAll("[data-map-zoom]").forEach((button) => button.addEventListener("click", () => {
      if (button.dataset.mapZoom === "all") show(home); else zoom(button.dataset.mapZoom === "in" ? 1.6 : 1 / 1.6);
    }));
    figure.querySelector("[data-map-labels]")?.addEventListener("click", (event) => {
      const off = figure.classList.toggle("no-labels");
      event.currentTarget.setAttribute("aria-pressed", String(!off));
    });
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, ...part(event));
    }, { passive: false });
    svg.addEventListener("keydown", (event) => {
      const step = { "+": 1.6, "=": 1.6, "-": 1 / 1.6 }[event.key];
      if (step) { event.preventDefault(); zoom(step); }
      const move = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] }[event.key];
      if (move) { event.preventDefault(); const [x, y, w, h] = box(); show([x + w * move[0], y + h * move[1], w, h]); }
    });
    svg.addEventListener("pointerdown", (event) => { fingers.set(event.pointerId, event); moved = 0; });
    svg.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const frame = svg.getBoundingClientRect();
      if (fingers.size === 2) {
        const old = spread();
        fingers.set(event.pointerId, event);
        zoom(spread() / old);
        moved = 99;
        return;
      }
      const [x, y, w, h] = box();
      moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      if (moved > 4) {
        if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
        svg.classList.add("dragging");
        show([x - ((event.clientX - before.clientX) / frame.width) * w, y - ((event.clientY - before.clientY) / frame.height) * h, w, h]);
      }
      fingers.set(event.pointerId, event);
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
      svg.addEventListener(end, (event) => { fingers.delete(event.pointerId); svg.classList.remove("dragging"); });
    }
    svg.addEventListener("click", (event) => { if (moved > 4) { event.preventDefault(); moved = 0; } }, true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("focusin", (event) => {
      const area = event.target.querySelector?.("path")?.getBBox?.();
      if (!area || !event.target.matches(":focus-visible")) return;
      const [x, y, w, h] = box();
      const seen = area.x + area.width / 2 > x && area.x + area.width / 2 < x + w && area.y + area.height / 2 > y && area.y + area.height / 2 < y + h;
      if (!seen) show([area.x + area.width / 2 - w / 2, area.y + area.height / 2 - h / 2, w, h]);
    });
    show(box());
  }

  const start = (root) => root.querySelectorAll("[data-map]").forEach(live);
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => start(event.target.parentNode || document));
})();
