// Reads a page aloud with the phone's own voice, sentence by sentence. Without a voice for it, and without this file, no button is
// shown. Nothing is sent anywhere; only voices that live on the phone are used.
(function () {
  'use strict'
  var box = document.querySelector('[data-read]')
  var voice = window.speechSynthesis
  if (!box || !voice || !window.SpeechSynthesisUtterance) return
  // What the buttons say: begin, stop, next, back, and the name of the group.
  var words = box.dataset.read.split('|')
  var said = sentences()
  var at = 0
  var playing = 0
  var turn = 0
  var bar, play

  // All that stands in the box, block by block.
  function sentences () {
    var all = []
    blocks().forEach(function (block) {
      var parts = []
      var text = ''
      block.nodes.forEach(function (node) {
        parts.push({ node: node, from: text.length })
        text += node.data
      })
      var inner = block.element.querySelector('[lang]')
      var lang = (inner && inner.textContent.length * 2 > text.length ? inner : block.element.closest('[lang]')).lang
      var one = /[^]+?(?:[.!?…؟۔]+["'”’»)\]]*(?=\s|$)|\n|$)/g
      for (var match = one.exec(text); match && match[0]; match = one.exec(text)) {
        if (/[^\s.]/.test(match[0])) all.push({ text: match[0].trim(), lang: lang, element: block.element, range: range(parts, match.index, match.index + match[0].length) })
      }
    })
    return all
  }

  // The pieces of text in a row that belong to one block. Not what is there to be pressed and nothing else: a page has many links of
  // the same words. A number to ring is worth hearing.
  function blocks () {
    var all = []
    var walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    for (var node = walk.nextNode(); node; node = walk.nextNode()) {
      var element = node.parentElement
      // The explanation of a word stands in the middle of its sentence.
      if (element.closest('nav,form,[hidden],.jargon__text')) continue
      var block = element.closest('h1,h2,h3,h4,p,li,div')
      var last = all[all.length - 1]
      if (last && last.element === block) last.nodes.push(node)
      else if (node.data.trim()) all.push({ element: block, nodes: [node] })
    }
    return all.filter(function (block) {
      return block.nodes.some(function (node) { return node.data.trim() && !node.parentElement.closest('a:not([href^="tel:"])') })
    })
  }

  function range (parts, from, to) {
    var found = document.createRange()
    parts.forEach(function (part) {
      var end = part.from + part.node.length
      if (from >= part.from && from < end) found.setStart(part.node, from - part.from)
      if (to > part.from && to <= end) found.setEnd(part.node, to - part.from)
    })
    return found
  }

  function voiceFor (lang) {
    var wanted = lang.toLowerCase().split('-')[0]
    // Only voices that live on the phone: others send each sentence to whoever made them.
    return voice.getVoices().filter(function (one) {
      return one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === wanted
    })[0]
  }

  function show () {
    if (bar || !said.some(function (one) { return voiceFor(one.lang) })) return
    bar = document.createElement('div')
    bar.className = 'app-aloud'
    bar.setAttribute('role', 'group')
    bar.setAttribute('aria-label', words[4])
    play = button(words[0], function () { if (playing) stop(); else go(at) })
    box.insertBefore(bar, box.firstChild)
  }

  // Who does not listen has one button on top; from the first sentence on, the buttons stay in sight.
  function begin () {
    if (/--on/.test(bar.className)) return
    bar.className += ' app-aloud--on'
    // Of a page of the story there is no next sentence worth a button, and "Next" is the next page.
    if (said.length < 4) return
    button(words[3], function () { go(step(at, -1)) })
    button(words[2], function () { go(step(at, 1)) })
  }

  function button (text, press) {
    var made = bar.appendChild(document.createElement('button'))
    made.type = 'button'
    made.className = 'govuk-button govuk-button--secondary'
    made.textContent = text
    made.addEventListener('click', press)
    return made
  }

  // What there is no voice for is passed over.
  function step (from, by) {
    for (var next = from + by; next >= 0 && next < said.length; next += by) if (voiceFor(said[next].lang)) return next
    return from
  }

  function go (to) {
    if (!voiceFor(said[to].lang)) to = step(to, 1)
    stop()
    begin()
    at = to
    mark(true)
    set(true)
    var mine = ++turn
    var one = new window.SpeechSynthesisUtterance(said[at].text)
    one.lang = said[at].lang
    one.voice = voiceFor(one.lang)
    one.onend = function () {
      if (mine !== turn) return
      var next = step(at, 1)
      if (next === at) {
        stop()
        at = 0
      } else {
        go(next)
      }
    }
    one.onerror = function () { if (mine === turn) stop() }
    voice.speak(one)
  }

  // A pause begins its sentence again: not every phone can go on in the middle.
  function stop () {
    turn++
    voice.cancel()
    mark(false)
    set(false)
  }

  function set (on) {
    playing = on
    if (play) play.textContent = words[on ? 1 : 0]
  }

  function mark (on) {
    var one = said[at]
    if (window.CSS && window.CSS.highlights && window.Highlight) {
      if (on) window.CSS.highlights.set('app-said', new window.Highlight(one.range))
      else window.CSS.highlights.delete('app-said')
    } else {
      one.element.style.background = on ? '#fd0' : ''
    }
    if (on) {
      var where = one.element.getBoundingClientRect()
      if (where.top < 120 || where.bottom > window.innerHeight - 80) one.element.scrollIntoView({ block: 'center' })
    }
  }

  // Whoever leaves, or puts the phone away, is not read out any more: the page is covered at once, and so is its voice.
  new window.MutationObserver(function () {
    if (playing && /app-(leaving|covered)/.test(document.documentElement.className)) stop()
  }).observe(document.documentElement, { attributes: true, attributeFilter: ['class'] })
  window.addEventListener('pagehide', stop)
  voice.addEventListener('voiceschanged', show)
  show()
})()
