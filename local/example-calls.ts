const subject = '{"type":"email","value":"ada@example.com"}';

/**
 * Calls to paste into a shell, each with the expected response. No comment has characters that a
 * shell without interactive comments would interpret: quotes, brackets, wildcards.
 *
 * @param consent the body of a consent, as JSON
 */
export const exampleCalls = (url: string, consent: string): string =>
  `  API=${url}
  PERSON=$(npx custos token --subject ada@example.com)
  ASSISTANT=$(npx custos token --service assistant)
  TYPE='content-type: application/json'

  # The person consents to the purpose improvement.
  curl -sS -X PUT $API/v1/me/consents/improvement -H "authorization: Bearer $PERSON" -H "$TYPE" \\
    -d '${consent}' | npx custos json
  # Expect: state given, effect processing-permitted, and the signed receipt

  # The assistant stores a prompt, and asks whether it may use it.
  curl -sS $API/v1/records -H "authorization: Bearer $ASSISTANT" -H "$TYPE" -H "idempotency-key: $(date +%s)" \\
    -d '{"subject":${subject},"category":"prompt-text",
         "purposes":["service-provision"],"content":{"text":"hello"}}' | npx custos json
  # Expect: recordId, and expiresAt in 30 days
  curl -sS $API/v1/decisions -H "authorization: Bearer $ASSISTANT" -H "$TYPE" \\
    -d '{"subject":${subject},"purpose":"improvement","category":"prompt-text"}' | npx custos json
  # Expect: decision permit, basis consent

  # The person requests erasure, and follows it with the token that the response holds.
  FOLLOW_UP=$(curl -sS $API/v1/me/requests -H "authorization: Bearer $PERSON" -H "$TYPE" \\
    -H "idempotency-key: $(date +%s)" -d '{"kind":"erasure"}' | npx custos json followUpToken)
  sleep 20
  curl -sS $API/v1/follow-up -H "authorization: Custos-Follow-Up $FOLLOW_UP" |
    npx custos verify - --jwks $API/v1/jwks.json
  # Expect: Certificate of an erasure, verified; 3 keys destroyed, 0 rows left
`;
