package io.kdiag.collector;

import io.micronaut.context.ApplicationContext;
import java.util.Map;

/** Settings as the program binds them. */
public final class Configurations {
  private Configurations() {}

  /** The defaults and what is given. */
  public static CollectorConfiguration of(Map<String, Object> settings) {
    try (ApplicationContext context = ApplicationContext.run(settings)) {
      return context.getBean(CollectorConfiguration.class);
    }
  }
}
