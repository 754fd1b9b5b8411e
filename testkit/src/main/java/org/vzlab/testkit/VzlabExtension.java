package org.vzlab.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests their boards and what is on them, and writes a report of a board whose test has
 * failed. {@link Board} brings it along.
 *
 * <p>Parameters of tests and of methods before and after each: {@link RunningBoard}; {@link Guest}
 * with {@link Id}; {@link Console}, with {@link Id} of a guest, with {@link Uart} of a UART,
 * otherwise of the board; {@link Memory}, with {@link Id} of a guest, otherwise physical; {@link
 * Led} and {@link Button} with {@link Named}.
 */
public final class VzlabExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private static final Namespace OURS = Namespace.create(VzlabExtension.class);
  private static final String BOARD = "board";
  private static final String REPORTED = "reported";

  /** For JUnit. */
  public VzlabExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    board(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Taken taken = context.getStore(OURS).remove(BOARD, Taken.class);
    if (taken != null && !taken.running.opened()) {
      pool(context).giveBack(taken.booted);
    }
  }

  /** A board that a test has now. */
  private record Taken(BootedBoard booted, RunningBoard running) {}

  private static RunningBoard board(ExtensionContext context) {
    Store store = context.getStore(OURS);
    Taken taken = store.get(BOARD, Taken.class);
    if (taken == null) {
      RecipeReader reader = RecipeReader.of(context);
      Recipe recipe =
          context
              .getRoot()
              .getStore(OURS)
              .getOrComputeIfAbsent(
                  reader, any -> reader.read(RecipeReader.output(context)), Recipe.class);
      BootedBoard booted = pool(context).take(recipe);
      taken = new Taken(booted, new RunningBoard(booted));
      store.put(BOARD, taken);
    }
    return taken.running;
  }

  private static BoardPool pool(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(BoardPool.class, any -> new BoardPool(), BoardPool.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Injected.knows(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          String.format(
              "found a parameter %s of %s, expected it on a test or on a method with @BeforeEach or"
                  + " @AfterEach: each test has its own board",
              parameter.getParameter().getType().getSimpleName(),
              parameter.getDeclaringExecutable().getName()));
    }
    return Injected.value(parameter, board(context));
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw reported(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw reported(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw reported(context, failure);
  }

  private static Throwable reported(ExtensionContext context, Throwable failure) {
    Store store = context.getStore(OURS);
    Taken taken = store.get(BOARD, Taken.class);
    if (taken == null || failure instanceof TestAbortedException || store.get(REPORTED) != null) {
      return failure;
    }
    store.put(REPORTED, true);
    try {
      failure.addSuppressed(new BoardReport(report(context, taken.running)));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static String report(ExtensionContext context, RunningBoard board) throws IOException {
    Path folder =
        RecipeReader.output(context)
            .resolve("vzlab-reports")
            .resolve(context.getRequiredTestClass().getName())
            .resolve(name(context));
    String replay =
        ReplayFile.write(board, folder)
            .map(file -> "vzlab replay " + file)
            .orElse("no, the test has written memory itself");
    if (board.opened()) {
      replay += " (without what the test has done through bench())";
    }
    String text = FailureReport.of(board);
    Path file = folder.resolve("report.txt");
    String report = "Replay: " + replay + "\nReport: " + file + "\n" + text + "\n";
    Places.write(file, report.getBytes(StandardCharsets.UTF_8));
    return report;
  }

  /** The test's method, and what tells the invocations of one method apart. */
  private static String name(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String id = context.getUniqueId();
    int invocation = id.lastIndexOf("[test-template-invocation:#");
    return invocation < 0
        ? method
        : method + "-" + id.substring(id.indexOf('#', invocation) + 1, id.indexOf(']', invocation));
  }
}
