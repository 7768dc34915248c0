package io.kdiag.cli.evidence;

import io.kdiag.host.Reading;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what came from a file keeps the records' promise that only what is marked
 * nullable is null. The price of reflection is paid only when a capture is read.
 */
final class CompleteRecord {
  private CompleteRecord() {}

  static <T extends Record> T check(@Nullable T record) throws DamagedCaptureException {
    if (record == null) {
      throw new DamagedCaptureException("empty");
    }
    walk(record.getClass().getSimpleName(), record);
    return record;
  }

  private static void walk(String where, @Nullable Object value) throws DamagedCaptureException {
    switch (value) {
      case null -> throw new DamagedCaptureException("incomplete: " + where + " is missing");
      case Reading.Present<?>(Object present) -> walk(where, present);
      case Collection<?> values -> {
        for (Object each : values) {
          walk(where + "[]", each);
        }
      }
      case Map<?, ?> map -> walk(where + "{}", map.values());
      case Record record -> components(where, record);
      default -> {}
    }
  }

  private static void components(String where, Record record) throws DamagedCaptureException {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(component, record);
      if (value != null || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        walk(where + "." + component.getName(), value);
      }
    }
  }

  private static @Nullable Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
