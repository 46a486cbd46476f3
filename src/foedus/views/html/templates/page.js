"use strict";
(() => {
  const root = document.documentElement;
  const themeButton = document.getElementById("theme");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const theme = () => root.dataset.theme || (prefersDark.matches ? "dark" : "light");
  const label = () => {
    const other = theme() === "dark" ? "light" : "dark";
    themeButton.textContent = other === "dark" ? "Dark" : "Light";
    themeButton.setAttribute("aria-label", `Show in ${other} colours`);
  };
  prefersDark.addEventListener("change", label);
  themeButton.hidden = false;
  themeButton.addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    label();
  });
  label();

  // Tables: a heading sorts, a box finds; without this script they are plain tables.
  const valueOf = (row, i) => {
    const text = row.cells[i].textContent.trim().replace(/^below ±?/, "").replace(/−/g, "-");
    const number = Number(text.replace(/[,%+\s]/g, ""));
    return text === "" || text === "–" ? null : Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), "en");
  };
  for (const table of document.querySelectorAll("table")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    if (body.rows.length < 3) continue;
    heads.forEach((head, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const first = head.classList.contains("n") ? "descending" : "ascending";
        const now = head.getAttribute("aria-sort");
        const order = !now ? first : now === "ascending" ? "descending" : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", order);
        const sign = order === "ascending" ? 1 : -1;
        const rows = [...body.rows].map((row) => [valueOf(row, i), row]);
        rows.sort((a, b) => (a[0] === null || b[0] === null ? compare(a[0], b[0]) : sign * compare(a[0], b[0])));
        body.append(...rows.map((pair) => pair[1]));
      });
    });
    if (!table.classList.contains("long")) continue;
    const label = document.createElement("label");
    label.className = "search";
    const input = document.createElement("input");
    input.type = "search";
    label.append("Find ", input);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
    table.closest(".scroll").before(label);
  }

  // The appendix on paper shows the tables that are folded on the screen.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".appendix details.fold:not([open])")];
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((fold) => { fold.open = false; });
  });

  const copy = document.getElementById("copy");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById("command").textContent);
      copy.textContent = "Copied";
      setTimeout(() => { copy.textContent = "Copy"; }, 1500);
    });
  }

  // Titles inside the charts are the tooltip without this script; with it they show at once.
  const tip = document.getElementById("tip");
  for (const title of document.querySelectorAll("svg title")) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  }
  const place = (event) => {
    const mark = event.target.closest ? event.target.closest("[data-tip]") : null;
    tip.hidden = !mark;
    if (!mark) return;
    tip.textContent = mark.dataset.tip;
    const box = tip.getBoundingClientRect();
    const x = Math.min(event.clientX + 14, root.clientWidth - box.width - 6);
    const below = event.clientY + 16;
    const y = below + box.height > window.innerHeight ? event.clientY - box.height - 10 : below;
    tip.style.left = `${Math.max(6, x)}px`;
    tip.style.top = `${Math.max(6, y)}px`;
  };
  document.addEventListener("pointermove", place);
  document.addEventListener("pointerdown", place);
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // A chart as a file: its colours and title written out, so that it stands alone.
  const standalone = (figure) => {
    const shown = [...figure.querySelectorAll(".chart svg")].find((svg) => svg.getClientRects().length);
    const styles = getComputedStyle(root);
    const colour = (name) => styles.getPropertyValue(name).trim();
    const [, , width, height] = shown.getAttribute("viewBox").split(" ").map(Number);
    const inner = new XMLSerializer().serializeToString(shown)
      .replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => colour(name));
    const styled = inner.replace(/ class="shapes"/g, ' transform="scale(.1)" fill-rule="evenodd"')
      .replace(/ class="dot[^"]*"/g, ` stroke="${colour("--shore")}"`)
      .replace(/<path /g, '<path vector-effect="non-scaling-stroke" ');
    const safe = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    const wrap = (text, size) => {
      const lines = [""];
      for (const word of text.trim().split(/\s+/)) {
        const last = lines[lines.length - 1];
        if ((last + word).length * size * 0.53 > width - 20 && last) lines.push(word);
        else lines[lines.length - 1] = last ? `${last} ${word}` : word;
      }
      return lines;
    };
    const texts = (lines, y, size, fill, weight) => lines.map((line, i) =>
      `<text x="10" y="${y + i * size * 1.3}" font-size="${size}" font-weight="${weight}" `
      + `fill="${fill}">${safe(line)}</text>`).join("");
    const head = wrap(figure.querySelector("h3").textContent, 16);
    const foot = wrap(figure.querySelector(".source span").textContent, 10);
    const top = 14 + head.length * 21;
    let x = 10;
    let y = top + height + 18;
    let key = "";
    for (const entry of figure.querySelectorAll(".key li")) {
      const words = entry.textContent.trim();
      const long = words.length * 6.4 + 40;
      if (x + long > width && x > 10) { x = 10; y += 18; }
      const box = entry.querySelector("svg");
      const drawn = box ? new XMLSerializer().serializeToString(box) : "";
      key += drawn.replace("<svg", `<svg x="${x}" y="${y - 10}"`)
        + `<text x="${x + (box ? 24 : 0)}" y="${y}" font-size="12" fill="${colour("--ink")}">${safe(words)}</text>`;
      if (box) x += long; else y += 18;
    }
    const below = key ? y - top - height : 0;
    const total = top + height + below + 16 + foot.length * 13;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" `
      + `viewBox="0 0 ${width} ${total}" font-family="sans-serif">`
      + `<rect width="100%" height="100%" fill="${colour("--ground")}"/>`
      + texts(head, 24, 16, colour("--ink"), 700)
      + styled.replace("<svg", `<svg y="${top}" height="${height}"`)
      + key.replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => colour(name))
      + texts(foot, top + height + below + 14, 10, colour("--soft"), 400) + "</svg>";
  };
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const savers = {
    SVG: (figure, name) => save(new Blob([standalone(figure)], { type: "image/svg+xml" }), `${name}.svg`),
    PNG: (figure, name) => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = image.width * 2;
        canvas.height = image.height * 2;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => save(blob, `${name}.png`));
      };
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(figure))}`;
    },
  };
  for (const figure of document.querySelectorAll("figure")) {
    for (const [kind, run] of Object.entries(savers)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "download";
      button.textContent = kind;
      button.setAttribute("aria-label", `Download this chart as ${kind}`);
      button.addEventListener("click", () => run(figure, figure.dataset.name));
      figure.querySelector(".source").append(button);
    }
  }
})();
