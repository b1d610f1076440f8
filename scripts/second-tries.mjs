/** Tells of each test that passed at its second try, in the words that Playwright has for it. */
export default class SecondTries {
  /** @param {import('vitest/node').TestCase} test */
  onTestCaseResult(test) {
    const { retryCount = 0 } = test.diagnostic() ?? {};
    if (retryCount > 0 && test.ok()) {
      console.log(`✓ ${test.module.relativeModuleId} › ${test.fullName} (retry #${retryCount})`);
    }
  }
}
