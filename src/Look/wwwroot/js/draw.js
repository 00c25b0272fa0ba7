// Drawing with finger, pen or mouse (Components/DrawingPad.razor). What is drawn becomes the file of the form beside it, and is
// nowhere else: nothing is kept in the browser. Without this, or in a browser that cannot, there is the file alone.
(function () {
  'use strict'
  var pad = document.querySelector('[data-draw]')
  var file = document.querySelector('input[type=file][name=Picture]')
  var big = document.querySelector('[data-draw-big]')
  if (!pad || !file) return
  var canvas = pad.querySelector('canvas')
  var pen = canvas.getContext && canvas.getContext('2d')
  var strokes = []
  var before = []
  var colour, width, stroke, turn = 0

  file.addEventListener('change', function () {
    var chosen = file.files[0]
    big.hidden = !chosen || chosen.size <= big.dataset.bytes
    if (chosen && big.hidden) {
      // The photo takes the place of the drawing, which "undo" brings back.
      if (strokes.length) before = strokes
      strokes = []
      turn++
      draw()
    } else {
      // No photo: what was drawn is the file again.
      file.value = ''
      if (!pad.hidden) give()
    }
  })

  function canGive () {
    try {
      return !!new DataTransfer().items.add(new File([''], 'x'))
    } catch (e) {
      return false
    }
  }
  if (!pen || !canvas.toBlob || !window.PointerEvent || !canGive()) return
  pad.hidden = false

  function pick (kind, set) {
    var all = [].slice.call(pad.querySelectorAll('[data-' + kind + ']'))
    all.forEach(function (button) {
      if (kind === 'colour') button.style.borderLeftColor = button.dataset.colour === '#ffffff' ? '#ded6c8' : button.dataset.colour
      button.addEventListener('click', function () { press(button) })
    })
    press(all[0])
    function press (chosen) {
      all.forEach(function (button) { button.setAttribute('aria-pressed', button === chosen) })
      set(chosen.dataset[kind])
    }
  }
  pick('colour', function (value) { colour = value })
  pick('width', function (value) { width = +value })

  canvas.addEventListener('pointerdown', function (event) {
    if (stroke || !event.isPrimary || event.button > 0) return
    event.preventDefault()
    canvas.setPointerCapture(event.pointerId)
    stroke = { colour: colour, width: width, points: [at(event)] }
    before = []
    strokes = strokes.concat(stroke)
    draw()
  })
  canvas.addEventListener('pointermove', function (event) {
    if (!stroke || !event.isPrimary) return
    stroke.points.push(at(event))
    draw()
  })
  ;['pointerup', 'pointercancel'].forEach(function (name) {
    canvas.addEventListener(name, function (event) {
      if (!stroke || !event.isPrimary) return
      stroke = null
      big.hidden = true
      give()
    })
  })
  pad.querySelector('[data-undo]').addEventListener('click', function () {
    // What was cleared away comes back; otherwise the last line goes.
    strokes = strokes.length ? strokes.slice(0, -1) : before
    before = []
    draw()
    give()
  })
  pad.querySelector('[data-clear]').addEventListener('click', function () {
    before = strokes
    strokes = []
    draw()
    give()
  })

  function at (event) {
    var box = canvas.getBoundingClientRect()
    return [(event.clientX - box.left - canvas.clientLeft) * canvas.width / canvas.clientWidth, (event.clientY - box.top - canvas.clientTop) * canvas.height / canvas.clientHeight]
  }

  function draw () {
    if (!pen) return
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.lineCap = pen.lineJoin = 'round'
    strokes.forEach(function (line) {
      pen.strokeStyle = line.colour
      pen.lineWidth = line.width
      pen.beginPath()
      pen.moveTo(line.points[0][0], line.points[0][1])
      line.points.forEach(function (point) { pen.lineTo(point[0], point[1]) })
      pen.stroke()
    })
  }

  // Ready before anybody presses "Send": a form waits for nothing.
  function give () {
    var mine = ++turn
    if (!strokes.length) {
      file.value = ''
      return
    }
    canvas.toBlob(function (blob) {
      if (mine !== turn) return
      var bag = new DataTransfer()
      bag.items.add(new File([blob], 'drawing.png', { type: 'image/png' }))
      file.files = bag.files
    }, 'image/png')
  }
  draw()
})()
