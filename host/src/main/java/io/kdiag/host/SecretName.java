package io.kdiag.host;

import java.util.Locale;

/** What a setting's name says of its value. Names are compared without case and punctuation. */
enum SecretName {
  /** Nothing. */
  NONE,
  /** The value is a secret. */
  VALUE,
  /** The value is a secret, or the name of an object of the kind Secret. */
  OBJECT,
  /** The value is a header's, of one or more words. */
  HEADER,
  /** The value is a password, or the working directory. */
  PWD;

  private static final int LONGEST = 64;
  private static final String[] VALUES = {
    "token",
    "password",
    "passwd",
    "passphrase",
    "secret",
    "apikey",
    "accesskey",
    "secretkey",
    "privatekey",
    "sharedkey",
    "encryptionkey",
    "signingkey",
    "masterkey",
    "keydata",
    "credential",
    "credentials",
    "connectionstring"
  };

  /** The name that ends before the separator, also in quotes or with blanks between. */
  static SecretName before(String text, int separator) {
    int end = separator;
    while (end > 0 && separator - end < 4 && isBetween(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < LONGEST && isPart(text.charAt(start - 1))) {
      start--;
    }
    return of(text, start, end);
  }

  /** Where the name that begins at {@code start} ends. */
  static int end(String text, int start) {
    int end = start;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  static SecretName of(String text, int start, int end) {
    int stop = end;
    while (stop > start && text.charAt(stop - 1) >= '0' && text.charAt(stop - 1) <= '9') {
      stop--;
    }
    if (stop - start < 3 || !isLastLetter(text.charAt(stop - 1))) {
      return NONE;
    }
    String name = text.substring(Math.max(start, stop - LONGEST), stop).toLowerCase(Locale.ROOT);
    return ofLetters(name, letters(name));
  }

  private static SecretName ofLetters(String name, String letters) {
    if (letters.endsWith("authorization") || letters.endsWith("cookie")) {
      return HEADER;
    }
    if (letters.endsWith("pwd")) {
      return PWD;
    }
    if (letters.equals("secret")) {
      return OBJECT;
    }
    boolean pass = name.equals("pass") || name.endsWith("_pass") || name.endsWith("-pass");
    for (int i = 0; !pass && i < VALUES.length; i++) {
      pass = letters.endsWith(VALUES[i]);
    }
    return pass ? VALUE : NONE;
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= '0' && name.charAt(i) != '_') {
        letters.append(name.charAt(i));
      }
    }
    return letters.toString();
  }

  /** Whether a name of a secret may end so: most names are done with here. */
  private static boolean isLastLetter(char c) {
    return switch (c | 0x20) {
      case 'a', 'd', 'e', 'g', 'l', 'n', 's', 't', 'y' -> true;
      default -> false;
    };
  }

  private static boolean isBetween(char c) {
    return c == ' ' || c == '"' || c == '\'' || c == '\\';
  }

  static boolean isPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }
}
