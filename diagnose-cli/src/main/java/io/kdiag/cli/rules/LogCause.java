package io.kdiag.cli.rules;

/**
 * What a program's last lines can say of why it fails. The order is that of trust: what a line says
 * of a cause that comes earlier here counts before what it says of a later one.
 *
 * <p>{@link LogPatterns} has the words. {@code meaning} goes on after "container main fails: ";
 * {@code {}} is what the line names.
 */
enum LogCause {
  PORT_IN_USE("PortInUse", "the port{} that it wants to listen on is taken already"),
  TOO_MANY_CONNECTIONS("TooManyConnections", "its database takes no more connections{}"),
  DATABASE_READ_ONLY("DatabaseReadOnly", "its database takes no writes: it is read-only"),
  CREDENTIALS_REJECTED("CredentialsRejected", "what it logs in with is refused{}"),
  DATABASE_MISSING("DatabaseMissing", "its database lacks what it asks for{}"),
  CERTIFICATE_UNTRUSTED(
      "CertificateUntrusted", "it does not trust the certificate of what it calls"),
  HOST_NAME_UNKNOWN("HostNameUnknown", "no name server knows the host{}"),
  CONNECTION_REFUSED("ConnectionRefused", "its connection{} is refused: nothing listens there"),
  CONNECTION_TIMED_OUT("ConnectionTimedOut", "its connection{} is not answered"),
  VOLUME_FULL("VolumeFull", "the file system that it writes to is full{}"),
  READ_ONLY_WRITE("ReadOnlyWrite", "it wants to write{} where the file system is read-only"),
  COMMAND_NOT_FOUND("CommandNotFound", "the command{} is not in its image"),
  ARGUMENT_WRONG("ArgumentWrong", "it is started with an argument that it does not take{}"),
  MODULE_MISSING("ModuleMissing", "its image lacks a module or library{}"),
  SETTING_MISSING("SettingMissing", "a setting that it needs is not given{}"),
  PERMISSION_DENIED("PermissionDenied", "its user has no right{}"),
  FILE_MISSING("FileMissing", "a file that it needs is not there{}"),
  CONFIGURATION_INVALID("ConfigurationInvalid", "it does not understand its configuration{}"),
  HEAP_EXHAUSTED("HeapExhausted", "it has no memory left that it may use"),
  UNCAUGHT_EXCEPTION(
      "UncaughtException", "it ends itself by an error that nothing in it catches{}");

  private final String code;
  private final String meaning;

  LogCause(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  String code() {
    return code;
  }

  /** {@code what}: a file, an address, an option; empty where the line names none. */
  String meaning(String what) {
    return meaning.replace("{}", what.isEmpty() ? "" : " " + what);
  }
}
