// Everything works without this file. It leaves by Shift pressed three times, keeps a double tap from sending twice,
// and moves the focus to what is wrong.
(function () {
  'use strict'
  var leave = document.querySelector('form[data-leave]')
  var presses = 0
  var last = 0

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Shift') {
      presses = 0
    } else if (!event.repeat) {
      presses = event.timeStamp - last < 2000 ? presses + 1 : 1
      last = event.timeStamp
      if (presses === 3 && leave) {
        hide()
        leave.submit()
      }
    }
  })

  // A second press is ignored only for a while: if the first was lost with the connection, the next one sends.
  document.addEventListener('submit', function (event) {
    var form = event.target
    if (form === leave) {
      hide()
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

  var summary = document.querySelector('.govuk-error-summary')
  if (summary) {
    summary.tabIndex = -1
    summary.focus()
  }

  function hide () {
    document.documentElement.classList.add('app-leaving')
  }
})()
