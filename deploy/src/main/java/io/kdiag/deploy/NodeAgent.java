package io.kdiag.deploy;

import io.kdiag.detector.RuleCommand;
import io.kdiag.host.HostRoot;
import io.kdiag.shipper.DeadLetterReplay;
import io.kdiag.shipper.LogShipperConfiguration;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanContextException;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.StandardExports;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The node agent: collector, problem detector and log shipper in one process behind one port. Each
 * is switched by {@code <part>.enabled}; with one of them on it is that agent alone. Ends with 2
 * where a setting is wrong, with 1 where the port cannot be had, with 0 on SIGTERM.
 */
public final class NodeAgent implements AutoCloseable {
  private static final int WRONG_SETTING = 2;
  private static final int FAILED = 1;

  private final ApplicationContext context;
  private final List<Part> parts;
  private final AgentServer server;

  private NodeAgent(ApplicationContext context, List<Part> parts, AgentServer server) {
    this.context = context;
    this.parts = parts;
    this.server = server;
  }

  /**
   * Runs until the process is told to stop; {@code --lint} and {@code --test-log} start nothing.
   */
  public static void main(String[] args) throws InterruptedException {
    if (List.of(args).contains("--replay-dead-letters")) {
      System.exit(replayDeadLetters());
    }
    if (RuleCommand.isMeant(args)) {
      RuleCommand.main(args);
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      NodeAgent agent = start(Map.of(), HostRoot.fromEnvironment());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    agent.close();
                    stopped.countDown();
                  },
                  "kdiag-stop"));
      AgentLog.info("listening", "port", agent.port() + "", "parts", names(agent.parts));
      stopped.await();
    } catch (SettingsException e) {
      e.mistakes().forEach(mistake -> AgentLog.error("wrong setting: " + mistake));
      System.exit(WRONG_SETTING);
    } catch (IOException e) {
      AgentLog.error(String.valueOf(e.getMessage()));
      System.exit(FAILED);
    }
  }

  /** Sends the log shipper's dead letters again, and nothing else; an agent may run meanwhile. */
  private static int replayDeadLetters() {
    try (ApplicationContext context =
        ApplicationContext.builder().deduceEnvironment(false).build().start()) {
      Settings ignored = Settings.of(context);
      AgentLog.info(
          DeadLetterReplay.run(
              context.getBean(LogShipperConfiguration.class), HostRoot.fromEnvironment()));
      return 0;
    } catch (BeanContextException e) {
      SettingsException.of(e).mistakes().forEach(text -> AgentLog.error("wrong setting: " + text));
      return WRONG_SETTING;
    } catch (SettingsException e) {
      e.mistakes().forEach(text -> AgentLog.error("wrong setting: " + text));
      return WRONG_SETTING;
    } catch (IOException e) {
      AgentLog.error("dead letters are left as they are: " + e.getMessage());
      return FAILED;
    }
  }

  /** Starts with {@code settings} before those of the environment and files. */
  static NodeAgent start(Map<String, Object> settings, HostRoot root)
      throws SettingsException, IOException {
    ApplicationContext context =
        ApplicationContext.builder().deduceEnvironment(false).properties(settings).build();
    try {
      context.start();
      Settings checked = Settings.of(context);
      CollectorRegistry registry = new CollectorRegistry();
      BuildInfo.register(registry);
      new StandardExports().register(registry);
      List<Part> parts = Parts.of(context, root, checked.nodeName(), registry);
      AgentServer server = AgentServer.open(checked.port(), parts, registry);
      parts.forEach(Part::start);
      server.start();
      return new NodeAgent(context, parts, server);
    } catch (BeanContextException e) {
      context.close();
      throw SettingsException.of(e);
    } catch (SettingsException | IOException e) {
      context.close();
      throw e;
    }
  }

  int port() {
    return server.port();
  }

  private static String names(List<Part> parts) {
    return String.join(",", parts.stream().map(Part::name).toList());
  }

  /** Stops taking requests, then each part, all of them at once. */
  @Override
  public void close() {
    server.close();
    Parts.close(parts);
    context.close();
  }
}
