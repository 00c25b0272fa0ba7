// Reads a page aloud with the phone's own voice, sentence by sentence. Without a voice for it, and without this file, no button is
// shown. Nothing is sent anywhere; only voices that live on the phone are used.
(function () {
  'use strict'
  var box = document.querySelector('[data-read]')
  var voice = window.speechSynthesis
  if (!box || !voice || !window.SpeechSynthesisUtterance) return
  var said = sentences()
  var at = 0
  var playing = 0
  var turn = 0
  var bar, play

  function sentences () {
    var all = []
    Array.prototype.forEach.call(box.querySelectorAll('.app-say'), function (element) {
      // The explanation of a word stands in the middle of its sentence.
      var walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      var parts = []
      var text = ''
      for (var node = walk.nextNode(); node; node = walk.nextNode()) {
        if (node.parentElement.closest('.jargon__text')) continue
        parts.push({ node: node, from: text.length })
        text += node.data
      }
      var inner = element.querySelector('[lang]')
      var lang = (inner && inner.textContent.length * 2 > text.length ? inner : element.closest('[lang]')).lang
      var one = /[^]+?(?:[.!?…؟۔]+["'”’»)\]]*(?=\s|$)|\n|$)/g
      for (var match = one.exec(text); match && match[0]; match = one.exec(text)) {
        if (/[^\s.]/.test(match[0])) all.push({ text: match[0].trim(), lang: lang, element: element, range: range(parts, match.index, match.index + match[0].length) })
      }
    })
    return all
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
    bar.setAttribute('aria-label', box.dataset.label)
    var group = bar.appendChild(document.createElement('div'))
    group.className = 'govuk-button-group'
    play = button(group, box.dataset.read, function () { if (playing) stop(); else go(at) })
    // Of a page of the story there is no next sentence worth a button, and "Next" is the next page.
    if (said.length > 3) {
      button(group, box.dataset.back, function () { go(step(at, -1)) })
      button(group, box.dataset.next, function () { go(step(at, 1)) })
    }
    box.insertBefore(bar, box.firstChild)
  }

  function button (group, words, press) {
    var made = group.appendChild(document.createElement('button'))
    made.type = 'button'
    made.className = 'govuk-button govuk-button--secondary'
    made.textContent = words
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
    if (play) play.textContent = on ? box.dataset.pause : box.dataset.read
  }

  function mark (on) {
    var one = said[at]
    if (window.CSS && window.CSS.highlights && window.Highlight) {
      if (on) window.CSS.highlights.set('app-said', new window.Highlight(one.range))
      else window.CSS.highlights.delete('app-said')
    } else {
      one.element.classList[on ? 'add' : 'remove']('app-said')
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
