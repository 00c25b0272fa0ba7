// Puts the drawings of Pictures/ on one sheet, of which a page shows a part: "pictures.svg#storm". A phone keeps this one file,
// which is the same for everybody: which pictures a family's story has, nothing on the phone tells.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const apart = 128; // Of 96: what a drawing lets hang over its edge is on nobody else's.
const columns = 11;
const names = readdirSync("Pictures").filter((file) => file.endsWith(".svg")).map((file) => file.slice(0, -".svg".length)).sort();

let root = "";
const drawn = names.map((name, i) => {
  const [, head, body] = readFileSync(`Pictures/${name}.svg`, "utf8").match(/^<svg([^>]*)>(.*)<\/svg>\s*$/s);
  root ||= head;
  if (head !== root) throw new Error(`${name}.svg is not drawn with the same pen: its first line is another.`);
  const [x, y] = [(i % columns) * apart, Math.floor(i / columns) * apart];
  return `<view id="${name}" viewBox="${x} ${y} 96 96"/><g transform="translate(${x} ${y})">${body.replace(/\n\s*/g, "")}</g>`;
});
mkdirSync("wwwroot", { recursive: true });
writeFileSync("wwwroot/pictures.svg", `<svg${root}>\n${drawn.join("\n")}\n</svg>\n`);
