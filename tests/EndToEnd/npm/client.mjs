// An outside client: openid-client, a certified relying party, against the running product. Tells on stdout where a browser must
// go, one line of JSON each, and reads from stdin where the browser ended. Any rule of the standard that the product breaks throws.
import * as oidc from 'openid-client'
import { createInterface } from 'node:readline'
import assert from 'node:assert/strict'

const { issuer, clientId, clientSecret, redirectUri, postLogoutUri } = JSON.parse(process.argv[2])
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function browse(url) {
  console.log(JSON.stringify({ open: url.href }))
  const { value, done } = await lines.next()
  assert(!done, 'the browser went away')
  return new URL(value)
}

async function refused(what, error) {
  await assert.rejects(what, e => e instanceof oidc.ResponseBodyError && e.error === error || e instanceof oidc.WWWAuthenticateChallengeError && error === 'challenge')
}

async function signIn(config, more = {}) {
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const to = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri, scope: 'openid offline_access', state, nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...more,
  })
  const back = await browse(to)
  return oidc.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true, ...(more.max_age ? { maxAge: +more.max_age } : {}) })
}

for (const [name, auth] of [['post', oidc.ClientSecretPost(clientSecret)], ['basic', oidc.ClientSecretBasic(clientSecret)]]) {
  const config = await oidc.discovery(new URL(issuer), clientId, undefined, auth, { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] })
  const server = config.serverMetadata()
  assert.equal(server.issuer, issuer)
  assert.equal(server.authorization_response_iss_parameter_supported, true)
  assert.equal(server.backchannel_logout_supported, true)

  const tokens = await signIn(config, { max_age: '10000' })
  const claims = tokens.claims()
  assert.equal(claims.aud, clientId)
  assert.ok(claims.sid && claims.auth_time)

  const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
  assert.equal(info.sub, claims.sub)

  const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token)
  assert.notEqual(renewed.refresh_token, tokens.refresh_token)
  assert.equal(renewed.claims().sub, claims.sub)
  await oidc.fetchUserInfo(config, renewed.access_token, claims.sub)

  // The old one again: the whole family ends.
  await refused(() => oidc.refreshTokenGrant(config, tokens.refresh_token), 'invalid_grant')
  await refused(() => oidc.refreshTokenGrant(config, renewed.refresh_token), 'invalid_grant')
  await refused(() => oidc.fetchUserInfo(config, renewed.access_token, claims.sub), 'challenge')

  // The session goes on; a new family, revoked.
  const again = await signIn(config, { prompt: 'none' })
  assert.equal(again.claims().sub, claims.sub)
  assert.equal(again.claims().auth_time, claims.auth_time)
  await oidc.tokenRevocation(config, again.refresh_token)
  await refused(() => oidc.refreshTokenGrant(config, again.refresh_token), 'invalid_grant')
  await refused(() => oidc.fetchUserInfo(config, again.access_token, claims.sub), 'challenge')

  if (name === 'basic') {
    const last = await signIn(config, { prompt: 'none' })
    const left = await browse(oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: postLogoutUri, id_token_hint: last.id_token, state: 'bye' }))
    assert.equal(left.href, postLogoutUri + '?state=bye')
    await assert.rejects(() => signIn(config, { prompt: 'none' }), e => e instanceof oidc.AuthorizationResponseError && e.error === 'login_required')
    await refused(() => oidc.refreshTokenGrant(config, last.refresh_token), 'invalid_grant')
  }
  console.log(JSON.stringify({ passed: name }))
}
process.exit(0)
