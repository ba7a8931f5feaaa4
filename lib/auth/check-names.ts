/** The checks of a sign-in, in the order in which the engine makes them. */
export type CheckName =
  // The sign-in is requested.
  | "own_origin"
  | "provider_enabled"
  | "authorization_params"
  | "session_unchanged"
  | "rate_limit"
  | "params_supported"
  // Any request to a provider.
  | "provider_reachable"
  // Discovery.
  | "metadata_document"
  | "metadata_issuer"
  | "metadata_endpoints"
  | "key_set"
  // The authorization request is prepared.
  | "pushed_request"
  | "temporary_accepted"
  | "temporary_form"
  | "callback_confirmed"
  // The authorization response.
  | "form_post_size"
  | "attempt"
  | "attempt_age"
  | "attempt_client"
  | "response_issuer"
  | "response_params"
  | "response_token"
  | "response_consent"
  | "response_error"
  | "response_code"
  | "response_verifier"
  // The token response.
  | "code_verifier"
  | "token_accepted"
  | "token_response"
  | "id_token_format"
  | "id_token_alg"
  | "id_token_times"
  | "id_token_claims"
  | "id_token_iss"
  | "id_token_aud"
  | "id_token_azp"
  | "id_token_auth_time"
  | "id_token_nonce"
  | "id_token_at_hash"
  | "id_token_signature"
  | "id_token_acr"
  // The profile.
  | "userinfo_response"
  | "userinfo_sub"
  | "userinfo_signature"
  | "profile_id"
  // The end.
  | "account"
  | "attempt_unused"
  // Back-channel logout.
  | "logout_token"
