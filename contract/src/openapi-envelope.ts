/** The envelope as components of the OpenAPI document. It is recursive and judged by code, so it has no TypeBox form. */

export const responseRef = { $ref: '#/components/schemas/Response' };

export const envelopeComponents: Record<string, Record<string, unknown>> = {
  Response: {
    type: 'object',
    description: 'Envelope of every answer of JSON. Only code and msg are always there.',
    required: ['code', 'msg'],
    properties: {
      code: { type: 'integer', description: '0 = success, 203 = one more step, anything else is an error.' },
      msg: { type: 'string', description: 'Empty on success; else English text for developers.' },
      data: { description: 'What the operation answers. With an error only for 203, 40073 and 40081.' },
      error: { type: 'string', description: 'Low-level cause; only in debug mode.' },
      correlation_id: { type: 'string', format: 'uuid', description: 'Names the request in the logs; on errors.' },
      aggregated_error: {
        type: 'object',
        description: 'Only with 40081: failures by item, under the URI as it was sent.',
        additionalProperties: responseRef,
      },
    },
    examples: [
      { code: 0, msg: '' },
      {
        code: 40016,
        msg: 'There is no file or folder at this path.',
        correlation_id: '6a1f6e0c-6a7b-4a57-9c0b-6f2f1c7a1d11',
      },
    ],
  },
  EmptyResponse: {
    allOf: [responseRef, { type: 'object', description: 'Success without data: {"code":0,"msg":""}.' }],
  },
  ErrorResponse: {
    allOf: [responseRef, { type: 'object', properties: { code: { $ref: '#/components/schemas/ErrorCode' } } }],
  },
};
