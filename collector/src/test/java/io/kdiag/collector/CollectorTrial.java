package io.kdiag.collector;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * The collector alone on this machine ({@code HOST_ROOT}), to look at it with real peers: {@code
 * CollectorTrial PORT}, with settings from the environment ({@code COLLECTOR_INTERVAL=5s}). Asks no
 * API server. Runs until it is ended; see the README.
 */
final class CollectorTrial {
  private CollectorTrial() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (ApplicationContext context = ApplicationContext.run()) {
      RunningCollector collector =
          RunningCollector.start(
              Integer.parseInt(arguments[0]),
              "trial",
              context.getBean(CollectorConfiguration.class),
              null);
      Runtime.getRuntime().addShutdownHook(new Thread(collector::close));
      new CountDownLatch(1).await();
    }
  }
}
