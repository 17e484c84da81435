export { type AnswerInspector, inspectAnswers } from './answer-inspector.ts';
export { createHttpServer, type HttpOptions, type HttpServer } from './server.ts';
