import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A figure that is asked for when somebody looks. */
export interface GaugeSource {
  readonly name: string;
  readonly help: string;
  readonly value: () => number;
}

/** Figures for Prometheus, by operation of the contract. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'operation' | 'code'>;
  readonly #seconds: Histogram<'operation'>;

  constructor(gauges: readonly GaugeSource[] = []) {
    for (const { name, help, value } of gauges) {
      const registers = [this.#registry];
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    }
    this.#requests = new Counter({
      name: 'canopy_requests_total',
      help: 'Answered requests by operation and code of the envelope',
      labelNames: ['operation', 'code'],
      registers: [this.#registry],
    });
    this.#seconds = new Histogram({
      name: 'canopy_request_duration_seconds',
      help: 'From the first byte of a request to the last of its answer',
      labelNames: ['operation'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers: [this.#registry],
    });
  }

  answered(operation: string, code: number, milliseconds: number): void {
    this.#requests.inc({ operation, code });
    this.#seconds.observe({ operation }, milliseconds / 1000);
  }

  /** Process figures cost something to collect, so they are set up with the first scrape. */
  async text(): Promise<{ contentType: string; body: string }> {
    if (!this.#registry.getSingleMetric('process_cpu_seconds_total'))
      collectDefaultMetrics({ register: this.#registry });
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
