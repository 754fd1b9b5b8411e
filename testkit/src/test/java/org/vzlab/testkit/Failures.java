package org.vzlab.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs classes of tests of which some fail on purpose. */
final class Failures {
  /** The failures of a class's tests, by the names of their methods, and who has passed. */
  record Outcome(Map<String, Throwable> failures, List<String> passed) {}

  private Failures() {}

  /** Runs the tests of a class. */
  static Outcome of(Class<?> tests, String... parameters) {
    Outcome outcome = new Outcome(new TreeMap<>(), new ArrayList<>());
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String name = test.getDisplayName().replaceFirst("\\(.*", "");
            synchronized (outcome.failures) { // Tests may run in several threads.
              result.getThrowable().ifPresent(failure -> outcome.failures.put(name, failure));
              if (test.isTest() && result.getThrowable().isEmpty()) {
                outcome.passed.add(name);
              }
            }
          }
        };
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests));
    for (int i = 0; i < parameters.length; i += 2) {
      request.configurationParameter(parameters[i], parameters[i + 1]);
    }
    LauncherFactory.create().execute(request.build(), listener);
    return outcome;
  }
}
