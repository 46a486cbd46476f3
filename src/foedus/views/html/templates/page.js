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
  for (const title of document.querySelectorAll(".chart svg title")) {
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
    const shown = [...figure.querySelectorAll("svg")].find((svg) => svg.getClientRects().length);
    const styles = getComputedStyle(root);
    const colour = (name) => styles.getPropertyValue(name).trim();
    const [, , width, height] = shown.getAttribute("viewBox").split(" ").map(Number);
    const inner = new XMLSerializer().serializeToString(shown)
      .replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => colour(name));
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
    const total = top + height + 16 + foot.length * 13;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" `
      + `viewBox="0 0 ${width} ${total}" font-family="sans-serif">`
      + `<rect width="100%" height="100%" fill="${colour("--ground")}"/>`
      + texts(head, 24, 16, colour("--ink"), 700)
      + inner.replace("<svg", `<svg y="${top}" width="${width}" height="${height}"`)
      + texts(foot, top + height + 14, 10, colour("--soft"), 400) + "</svg>";
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
