package io.kdiag.shipper;

import io.micronaut.core.bind.annotation.Bindable;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations of the defaults that the record itself declares, and of some own settings. */
final class Configurations {
  private Configurations() {}

  /** {@code own}: by the names of the record's components, with values of their types. */
  static LogShipperConfiguration of(Map<String, Object> own) {
    RecordComponent[] components = LogShipperConfiguration.class.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    Constructor<LogShipperConfiguration> constructor;
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
      }
      constructor = LogShipperConfiguration.class.getDeclaredConstructor(types);
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        values[i] = own.containsKey(name) ? own.get(name) : byDefault(constructor, i, types[i]);
      }
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no such configuration: " + own, e);
    }
  }

  private static @Nullable Object byDefault(Constructor<?> constructor, int index, Class<?> type) {
    Bindable bindable = constructor.getParameters()[index].getAnnotation(Bindable.class);
    return bindable == null ? null : converted(bindable.defaultValue(), type);
  }

  private static Object converted(String text, Class<?> type) {
    return switch (type.getSimpleName()) {
      case "boolean" -> Boolean.parseBoolean(text);
      case "int" -> Integer.parseInt(text);
      case "long" -> Long.parseLong(text);
      case "Duration" ->
          text.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
              : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
      case "List" -> List.of(text.split(","));
      default -> text;
    };
  }
}
