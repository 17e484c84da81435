/** Facts of one line with dots between them. */
export function Facts({ facts }: { facts: readonly (string | undefined)[] }) {
  const shown = facts.filter((fact) => fact !== undefined && fact !== '');
  return shown.map((fact, index) => (
    <span key={fact} className="fact">
      {index > 0 && <span className="dot" />}
      {fact}
    </span>
  ));
}
