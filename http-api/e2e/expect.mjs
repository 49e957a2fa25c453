const PATIENCE_MS = 60_000;

function fail(what) {
  throw new Error(what);
}

export const expect = {
  equal(actual, wanted, what) {
    if (actual !== wanted) fail(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(actual)}`);
  },
  ok(value, what) {
    if (!value) fail(what);
  },
  matches(text, pattern, what) {
    if (!pattern.test(text)) fail(`${what}: ${JSON.stringify(text)} does not match ${pattern}`);
  },
  async eventually(check, what) {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await check())) {
      if (Date.now() > deadline) fail(`${what}: not so within ${PATIENCE_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  },
};
