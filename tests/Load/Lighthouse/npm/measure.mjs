// Lighthouse as it comes (mobile, simulated slow 4G, CPU four times slower) on pages of somebody signed in. Answers each page with
// a line of JSON: { url, performance, accessibility, bestPractices, lost: ["audit: why"] }.
// Usage: node measure.mjs CHROMIUM COOKIE URL...
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [chromePath, cookie, ...urls] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"] });
try {
  // In the browser's own jar: a header of our own would go as soon as a page sets a cookie.
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: null });
  const [name, value] = cookie.split("=");
  const page = await browser.newPage();
  await page.setCookie({ name, value, url: urls[0], httpOnly: true });
  for (const url of urls) {
    const run = await lighthouse(url, { port: chrome.port, logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices"] }, undefined, page);
    const { categories, audits, finalDisplayedUrl } = run.lhr;
    if (run.lhr.runtimeError) throw new Error(`${url}: ${run.lhr.runtimeError.message}`);
    const lost = Object.values(categories)
      .flatMap((category) => category.auditRefs.filter((ref) => ref.weight > 0))
      .map((ref) => audits[ref.id])
      .filter((audit) => audit.score !== null && audit.score < 1)
      .map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`);
    const score = (id) => Math.round(categories[id].score * 100);
    process.stdout.write(JSON.stringify({ url: finalDisplayedUrl, performance: score("performance"), accessibility: score("accessibility"), bestPractices: score("best-practices"), lost }) + "\n");
  }
  await browser.disconnect();
} finally {
  await chrome.kill();
}
