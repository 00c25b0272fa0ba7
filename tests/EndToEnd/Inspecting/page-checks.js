// What Inspector.cs asks of a page. Each function returns what is wrong, in words.
window.checks = (() => {
  const scrolls = s => /auto|scroll/.test(s.overflowX + s.overflowY);
  const name = e => `${e.tagName.toLowerCase()} "${(e.getAttribute('name') || e.getAttribute('href') || e.textContent || '').trim().slice(0, 50)}"`;

  // Of a group of radio buttons the Tab key reaches one; the arrow keys reach the others.
  const isStop = e => e.type !== 'radio' || e === ([...document.getElementsByName(e.name)].find(r => r.form === e.form && r.checked)
    || [...document.getElementsByName(e.name)].find(r => r.form === e.form));

  const stops = () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter(e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && isStop(e));

  // All that a style may change to show where the focus is: of the element, or of the label that stands for it.
  const look = e => JSON.stringify([e, ...(e.labels || [])].flatMap(x => [null, '::before', '::after'].map(part => {
    const s = getComputedStyle(x, part);
    return [s.outlineStyle === 'none' ? '' : s.outline, s.boxShadow, s.backgroundColor, s.border, s.color, s.textDecoration];
  })));

  let all, before, walked;
  const watch = () => {
    [all, walked] = [stops(), []];
    before = all.map(look);
    document.addEventListener('focusin', e => walked.push([e.target, look(e.target)]), true);
    // Day, month, year and the calendar are stops of the browser's own within one field.
    return all.length + 3 * all.filter(e => e.type === 'date' || e.type === 'time').length;
  };

  const keyboard = () => {
    const wrong = [];
    // A box that scrolls is a stop of the browser's own.
    const way = walked.filter(([e]) => all.includes(e) || !scrolls(getComputedStyle(e))).slice(0, all.length);
    all.forEach((e, i) => { if (way[i]?.[0] !== e) wrong.push(`stop ${i + 1} is ${way[i] ? name(way[i][0]) : 'nothing'}, not ${name(e)}`); });
    for (const [e, now] of way) if (now === before[all.indexOf(e)]) wrong.push(`nothing shows the focus on ${name(e)}`);
    return wrong;
  };

  const boxed = e => { for (let p = e; p && p !== document.body; p = p.parentElement) if (scrolls(getComputedStyle(p))) return true; return false; };

  const sideways = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
    : [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !boxed(e.parentElement))
      .map(e => `${name(e)} ends at ${Math.round(e.getBoundingClientRect().right)} of ${document.documentElement.clientWidth}`).slice(0, 5).concat('the page scrolls sideways');

  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || parent.closest('svg, .govuk-visually-hidden, .govuk-skip-link') || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      found.push([parent, range]);
    }
    return found;
  };

  const cutOff = ([parent, range]) => {
    const text = range.getBoundingClientRect();
    for (let box = parent; box && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (/hidden|clip/.test(style.overflowX) && (text.right > edge.right + 2 || text.left < edge.left - 2)) return true;
      if (/hidden|clip/.test(style.overflowY) && (text.bottom > edge.bottom + 2 || text.top < edge.top - 2)) return true;
    }
    return false;
  };

  const covered = ([parent, range]) => {
    parent.scrollIntoView({ block: 'center', behavior: 'instant' });
    const line = range.getClientRects()[0];
    if (!line) return false;
    const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
    const hit = document.elementFromPoint(x, y);
    if (!hit || hit.contains(parent) || parent.contains(hit)) return null;
    // A control that lies over its own label takes the tap for it, and a card's link, unseen, the taps of the whole card.
    if ([...(hit.labels || [])].some(l => l.contains(parent))) return null;
    const isOverItself = [...hit.getClientRects()].some(r => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom);
    return isOverItself || getComputedStyle(hit, '::after').backgroundColor !== 'rgba(0, 0, 0, 0)' ? hit : null;
  };

  const legible = () => {
    const wrong = [];
    for (const text of texts()) {
      if (cutOff(text)) wrong.push(`cut off: ${name(text[0])}`);
      const over = covered(text);
      if (over) wrong.push(`${name(over)} lies over ${name(text[0])}`);
    }
    return wrong;
  };

  return { watch, keyboard, sideways, legible };
})();
