// Everything works without this file. Leaves by Shift three times, sends a double tap once, moves the focus to what must
// be read first, warns before an idle session ends, keeps what is typed on the server.
(function () {
  'use strict'
  var leave = document.querySelector('form[data-leave]')
  // Left in one tab is left in all.
  var tabs = leave && window.BroadcastChannel && new window.BroadcastChannel('leave')
  if (tabs) tabs.onmessage = out
  var presses = 0
  var last = 0
  var gone

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Shift') {
      presses = 0
    } else if (!event.repeat) {
      presses = event.timeStamp - last < 2000 ? presses + 1 : 1
      last = event.timeStamp
      if (presses === 3) out()
    }
  })

  // Only for a while: if the first press was lost, the next one sends.
  document.addEventListener('submit', function (event) {
    var form = event.target
    if (form === leave) {
      go()
    } else if (form.method === 'post') {
      var now = event.timeStamp
      if (form.sentAt && now - form.sentAt < 5000) {
        event.preventDefault()
      } else {
        form.sentAt = now
      }
    }
  })

  // "Back" must not show a page kept in memory.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) location.reload()
  })

  // Whichever stands first: numbers to ring come before what is wrong with a form, and stay in sight.
  var first = document.querySelector('[data-first], .govuk-error-summary')
  if (first) {
    first.tabIndex = -1
    first.focus()
  }

  // Idle sessions (Components/IdleWatch.razor). The server decides; the page asks, warns, covers itself, hands over what was typed.
  var box = document.querySelector('[data-idle]')
  if (!box || !window.fetch) return
  var WARN = 120000
  var MINUTE = 60000
  var asked = Date.now()
  // The server may have begun to count a minute earlier.
  var end = asked + box.dataset.idle * 1000 - MINUTE
  var timer, before, stay, text, two
  plan()

  function send (what) {
    var body = new FormData()
    body.append('Idle.Who', box.dataset.who)
    return fetch('/session/' + what, { method: 'POST', body: body }).then(function (answer) {
      return answer.ok ? answer.text() : 0
    })
  }

  // 'stay' counts as use, 'left' does not. Without a connection it asks again; the page stays covered once its time is up.
  function ask (what) {
    clearTimeout(timer)
    asked = Date.now()
    send(what).then(function (seconds) {
      if (seconds > 0) {
        end = Date.now() + seconds * 1000
        show()
        plan()
      } else {
        finish()
      }
    }, function () {
      show()
      timer = setTimeout(ask, 5000, what)
    })
  }

  function plan () {
    var left = end - Date.now()
    clearTimeout(timer)
    timer = setTimeout(function () {
      cover()
      ask('left')
    }, left > WARN ? left - WARN : left > MINUTE + 1000 ? left - MINUTE : left)
  }

  function show () {
    var left = end - Date.now()
    cover()
    if (left > WARN ? box.hidden : !stay) {
      if (left <= WARN) fill()
      return
    }
    var words = left > MINUTE + 1000 ? two : text.dataset.one
    if (words !== text.textContent) text.textContent = words
    if (left > WARN !== box.hidden) {
      box.hidden = !box.hidden
      if (!box.hidden) before = document.activeElement
      var next = box.hidden ? before : stay
      next.focus()
    }
  }

  // The warning comes when it is due. Without a connection it comes with the next answer.
  function fill () {
    send('warning').then(function (html) {
      if (!html || stay) return
      box.innerHTML = html
      stay = box.querySelector('button')
      text = box.querySelector('[data-one]')
      two = text.textContent
      stay.addEventListener('click', function (event) {
        event.preventDefault()
        ask('stay')
      })
      show()
    }, function () {})
  }

  // Whoever leaves is on the way already: an answer that comes too late takes them nowhere else.
  function finish () {
    if (gone) return
    var who = document.querySelector('[name="Form.Who"]')
    var form = who ? who.form : box.appendChild(document.createElement('form'))
    var mine = document.createElement('input')
    mine.type = 'hidden'
    mine.name = 'Idle.Who'
    mine.value = box.dataset.who
    form.appendChild(mine)
    end = 0
    cover()
    form.method = 'post'
    form.action = '/session/end' + location.pathname
    form.submit()
  }

  function use (event) {
    var inside = box.contains(event.target)
    if (event.key === 'Escape' ? !box.hidden : !inside && (!box.hidden || Date.now() - asked > MINUTE)) ask('stay')
  }

  // Drafts (Answering/KeptForms.cs): on the server alone; whoever leaves takes them along.
  var owner = document.querySelector('[name="Form.Who"]')
  var typed, later
  if (owner && 'secret' in owner.dataset) {
    // Nothing of this one is kept, nor does Back bring it again.
    window.addEventListener('pagehide', function () {
      owner.form.reset()
    })
  } else if (owner) {
    owner.form.addEventListener('input', function () {
      typed = true
      clearTimeout(later)
      later = setTimeout(keep, 2000)
    })
    owner.form.addEventListener('submit', keep)
    // Before the next page is asked for: it may show these words.
    window.addEventListener('beforeunload', keep)
    window.addEventListener('pagehide', keep)
  }

  function keep () {
    clearTimeout(later)
    if (!typed || gone) return
    typed = false
    var body = new FormData(owner.form)
    body.append('Idle.Who', box.dataset.who)
    // A picture would not fit into what a page may send as it goes.
    body.delete('Picture')
    fetch('/words/draft' + location.pathname, { method: 'POST', body: body, keepalive: true }).catch(function () {
      typed = true
      later = setTimeout(keep, 5000)
    })
  }

  document.addEventListener('keydown', use)
  document.addEventListener('pointerdown', use)
  // A phone that slept past the end wakes up with nothing on the page.
  document.addEventListener('visibilitychange', function () {
    cover()
    if (document.hidden) keep()
    else ask('left')
  })

  function out () {
    if (gone || !leave) return
    go()
    leave.submit()
  }

  function go () {
    if (tabs && !gone) tabs.postMessage(0)
    gone = true
    mark('app-leaving', true)
  }

  function cover () {
    mark('app-covered', document.hidden || Date.now() >= end)
  }

  function mark (name, on) {
    document.documentElement.classList[on ? 'add' : 'remove'](name)
  }
})()
