// Passkeys need this file; nothing else does. What has data-passkey is hidden until it can work: its options come from the
// page, and what the phone answers goes back in the field of the form in it. What has data-passkey-can is shown where a passkey
// can be made, or, as a field, says so.
(function () {
  'use strict'
  if (!window.PublicKeyCredential || !navigator.credentials) return

  Array.prototype.forEach.call(document.querySelectorAll('[data-passkey-can]'), function (one) {
    if (one.tagName === 'INPUT') one.value = 'true'
    else one.hidden = false
  })

  Array.prototype.forEach.call(document.querySelectorAll('[data-passkey]'), function (place) {
    var form = place.querySelector('form')
    var fallback = document.getElementById(place.getAttribute('data-without'))
    place.hidden = false
    if (fallback) fallback.hidden = true
    form.addEventListener('submit', function (event) {
      event.preventDefault()
      event.stopPropagation()
      var options = JSON.parse(place.getAttribute('data-options'))
      var make = place.getAttribute('data-passkey') === 'make'
      var asked = make
        ? navigator.credentials.create({ publicKey: read(options, make) })
        : navigator.credentials.get({ publicKey: read(options, make) })
      asked.then(function (credential) {
        form.querySelector('input[data-answer]').value = JSON.stringify(write(credential))
        form.submit()
      }, function () {
        // They said no, or the phone has none: the page says what to do then.
        var problem = document.getElementById(place.getAttribute('data-problem'))
        if (problem) {
          problem.hidden = false
          problem.focus()
        }
      })
    }, true)
  })

  function read (options, make) {
    options.challenge = bytes(options.challenge)
    if (make) options.user.id = bytes(options.user.id)
    ;(options.excludeCredentials || options.allowCredentials || []).forEach(function (known) { known.id = bytes(known.id) })
    return options
  }

  function write (credential) {
    var answer = credential.response
    var response = { clientDataJSON: text(answer.clientDataJSON) }
    if (answer.attestationObject) {
      response.attestationObject = text(answer.attestationObject)
      response.transports = answer.getTransports ? answer.getTransports() : []
    } else {
      response.authenticatorData = text(answer.authenticatorData)
      response.signature = text(answer.signature)
      if (answer.userHandle) response.userHandle = text(answer.userHandle)
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: response
    }
  }

  function bytes (base64url) {
    return Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), function (c) { return c.charCodeAt(0) })
  }

  function text (buffer) {
    var raw = ''
    new Uint8Array(buffer).forEach(function (byte) { raw += String.fromCharCode(byte) })
    return btoa(raw).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  }
})()
