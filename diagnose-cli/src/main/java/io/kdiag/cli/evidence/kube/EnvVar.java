package io.kdiag.cli.evidence.kube;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A variable of a container's environment. Its value is kept only where it is an address, without
 * whatever may be a secret in it: {@code http://cart:8080}, {@code db.shop.svc:5432}, {@code cart}
 * of {@code CART_HOST}, {@code 5432} of {@code DB_PORT}.
 *
 * @param value the address; empty where it is none
 */
public record EnvVar(String name, String value, @Nullable From valueFrom) {
  private static final String HOST =
      "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9-]+)*";
  private static final Pattern URL =
      Pattern.compile(
          "([a-z][a-z0-9+]{1,20}(?::[a-z0-9+]{1,20})?://)(?:[^/@\\s]*@)?("
              + HOST
              + "(?::\\d{1,5})?)(?:[/?#].*)?");
  private static final Pattern HOST_AND_PORT = Pattern.compile(HOST + ":\\d{1,5}");
  private static final Pattern DOTTED =
      Pattern.compile(HOST + "\\.(?:svc|local)(?:\\.[a-z0-9.-]+)?");
  private static final Pattern HOST_ONLY = Pattern.compile(HOST);
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final Pattern HOST_NAME =
      Pattern.compile(".*(HOST|ADDR|ADDRESS|SERVER|SERVICE|ENDPOINT)S?");
  private static final Pattern PORT_NAME = Pattern.compile(".*PORT");
  private static final int LONGEST = 300;

  public EnvVar {
    name = Given.text(name);
    value = address(name, Given.text(value));
  }

  private static String address(String name, String value) {
    if (value.length() > LONGEST) {
      return "";
    }
    Matcher url = URL.matcher(value);
    if (url.matches()) {
      return url.group(1) + url.group(2);
    }
    String upper = name.toUpperCase(Locale.ROOT);
    boolean address =
        HOST_AND_PORT.matcher(value).matches()
            || DOTTED.matcher(value).matches()
            || (HOST_NAME.matcher(upper).matches() && HOST_ONLY.matcher(value).matches())
            || (PORT_NAME.matcher(upper).matches() && PORT.matcher(value).matches());
    return address ? value : "";
  }

  /** Where the value comes from: one of the two, or neither. */
  public record From(@Nullable KeyRef configMapKeyRef, @Nullable KeyRef secretKeyRef) {}

  /** A key of a ConfigMap or Secret; {@code optional}: it may be missing. */
  public record KeyRef(String name, String key, boolean optional) {
    public KeyRef {
      name = Given.text(name);
      key = Given.text(key);
    }
  }
}
