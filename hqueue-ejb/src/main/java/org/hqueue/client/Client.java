package org.hqueue.client;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hqueue.database.BadValueException;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A client: one agent process on a machine, as the server knows it.
 *
 * <p>It comes into being when an agent with a label that was never seen reports for the first time,
 * and belongs to that agent's identity from then on. A restarted agent is the same client with a
 * newer session. Another agent with the same label is refused while the known one is heard, and
 * takes the client over when it has fallen silent. What it runs is told by assignments; how it
 * feels at the moment by its pulse, in tables of their own, since both change all the time.
 */
@Entity
@Table(name = "client")
public class Client {

  /** Characters of a description or a path that are kept. */
  private static final int MOST_TEXT = 500;

  private static final int MOST_NAME = 200;

  private static final int MOST_RULES = 3000;

  @Id private int id;

  private String hostname;

  @Column(name = "hostname_lower")
  private String hostnameLower;

  private String name;

  @Column(name = "agent_id")
  private String agentId;

  private String session;

  @Column(name = "session_start_at")
  private long sessionStartMillis;

  @Column(name = "boot_id")
  private String bootId;

  private String platform;
  private String version;
  private String ip;
  private int port;
  private int cpus;

  @Column(name = "cpus_in_use", updatable = false)
  private int cpusInUse;

  @Column(name = "memory_kilobytes")
  private long memoryKilobytes;

  @Column(name = "cpus_told")
  private int cpusTold;

  @Column(name = "cpu_limit")
  private @Nullable Integer cpuLimit;

  @Column(name = "cpu_megahertz")
  private int cpuMegahertz;

  @Column(name = "disk_capacity_kilobytes")
  private long diskCapacityKilobytes;

  @Column(name = "gpu_list")
  private String gpuList;

  private String attributes;

  @Column(name = "availability_rules")
  private String availabilityRules;

  @Column(name = "attributes_told")
  private String attributesTold;

  @Column(name = "attributes_given")
  private String attributesGiven;

  @Column(name = "description_told")
  private String descriptionTold;

  @Column(name = "description_given")
  private @Nullable String descriptionGiven;

  @Column(name = "install_location")
  private String installLocation;

  @Enumerated(EnumType.STRING)
  private ClientWish.Kind wish;

  @Column(name = "wish_at")
  private long wishNumber;

  @Column(name = "wish_session")
  private String wishSession;

  @Column(name = "wish_program")
  private String wishProgram;

  @Column(name = "agent_program")
  private String agentProgram;

  @Column(name = "removed_at")
  private @Nullable Long removedMillis;

  private boolean enabled;

  @Column(name = "disabled_by")
  private String disabledBy;

  @Column(name = "disabled_reason")
  private String disabledReason;

  @Column(name = "disabled_at")
  private @Nullable Long disabledMillis;

  @Column(name = "created_at")
  private long createdMillis;

  @Version private int edition;

  /** For the persistence provider. */
  protected Client() {
    hostname = "";
    hostnameLower = "";
    name = "";
    agentId = "";
    session = "";
    bootId = "";
    platform = "";
    version = "";
    ip = "";
    gpuList = "";
    attributes = "";
    attributesTold = "";
    availabilityRules = "";
    attributesGiven = "";
    descriptionTold = "";
    installLocation = "";
    wish = ClientWish.Kind.NONE;
    wishSession = "";
    wishProgram = "";
    agentProgram = "";
    disabledBy = "";
    disabledReason = "";
  }

  /**
   * A client that nobody has seen before.
   *
   * @param id from its block of ids
   * @param hostname of its machine
   * @param name "" or its own name on the machine
   * @param createdMillis now, milliseconds since 1970
   */
  public Client(int id, String hostname, String name, long createdMillis) {
    this();
    this.id = id;
    this.hostname = hostname;
    this.hostnameLower = hostname.toLowerCase(Locale.ROOT);
    this.name = name;
    this.enabled = true;
    this.createdMillis = createdMillis;
  }

  /**
   * An agent's process has started and speaks for this client from now on. A client that was
   * removed is shown again, unless it is the process that was asked to end.
   */
  public void joinedBy(String agent, String newSession, long startMillis, String boot) {
    if (wish == ClientWish.Kind.TERMINATE || wish == ClientWish.Kind.RESTART) {
      if (!newSession.equals(wishSession)) {
        wish = ClientWish.Kind.NONE;
      }
    }
    if (wish != ClientWish.Kind.TERMINATE) {
      removedMillis = null;
    }
    agentId = agent;
    session = newSession;
    sessionStartMillis = startMillis;
    bootId = boot;
  }

  /** What the machine offers has been told anew. Cheap when nothing has changed. */
  public void offers(Machine machine, String newVersion, int newPort) {
    cpusTold = machine.cpus();
    memoryKilobytes = machine.memoryKilobytes();
    platform = machine.platform();
    cpuMegahertz = machine.cpuMegahertz();
    diskCapacityKilobytes = machine.diskCapacityKilobytes();
    gpuList = Gpu.write(machine.gpus());
    attributesTold = ClientProperties.write(machine.attributes());
    descriptionTold = Lines.shortened(machine.description(), MOST_TEXT);
    installLocation = Lines.shortened(machine.installLocation(), MOST_TEXT);
    version = newVersion;
    port = newPort;
    settle();
  }

  /** An administrator wants no more than so many CPUs used, or, with null, all that it offers. */
  public void limitCpus(@Nullable Integer most) {
    cpuLimit = most;
    settle();
  }

  /** An administrator describes it, or, with null, leaves that to its agent's settings. */
  public void describe(@Nullable String description) {
    descriptionGiven = description == null ? null : Lines.shortened(description, MOST_TEXT);
  }

  /**
   * An administrator says these attributes of it, over those of its agent's settings; one with an
   * empty value hides the agent's.
   */
  public void attribute(Map<String, String> given) {
    attributesGiven = ClientProperties.write(given);
    settle();
  }

  /**
   * It may get jobs only when one of these rules matches; always without any.
   *
   * @throws BadValueException when there are too many to be kept
   */
  public void availableBy(List<AvailabilityRule> rules) {
    String column = AvailabilityRules.write(rules);
    if (column.length() > MOST_RULES) {
      throw new BadValueException("rules: " + Phrase.TOO_MANY_RULES.with(rules.size()));
    }
    availabilityRules = column;
  }

  /** When it may get jobs; always without any rule. */
  public List<AvailabilityRule> availabilityRules() {
    return AvailabilityRules.read(availabilityRules);
  }

  /** Works out what is in force of what was told and what was given. */
  private void settle() {
    cpus = cpuLimit == null ? cpusTold : Math.min(cpuLimit, cpusTold);
    Map<String, String> inForce = new TreeMap<>(ClientProperties.read(attributesTold));
    inForce.putAll(ClientProperties.read(attributesGiven));
    inForce.values().removeIf(String::isEmpty);
    attributes = ClientProperties.write(inForce);
  }

  /** Its agent runs this program, by its SHA-256; "" unknown. */
  public void runs(String program) {
    agentProgram = program;
    if (wish == ClientWish.Kind.UPGRADE && program.equals(wishProgram)) {
      wish = ClientWish.Kind.NONE;
    }
  }

  /**
   * Its agent shall do something; an older wish is forgotten.
   *
   * @param kind what
   * @param program for an upgrade, SHA-256 of the program to run; "" otherwise
   * @param nowMillis milliseconds since 1970
   */
  public void wish(ClientWish.Kind kind, String program, long nowMillis) {
    wish = kind;
    wishNumber = Math.max(wishNumber + 1, nowMillis);
    wishSession = session;
    wishProgram = program;
  }

  /**
   * Its agent could not do what was wanted, and is not asked again.
   *
   * @return whether that was still wanted
   */
  public boolean failed(long number) {
    boolean wanted = wish != ClientWish.Kind.NONE && number == wishNumber;
    if (wanted) {
      wish = ClientWish.Kind.NONE;
    }
    return wanted;
  }

  /** Whether its agent has ever been asked to run that program. */
  public boolean wasAskedToRun(String program) {
    return wishProgram.equals(program);
  }

  /** It is hidden until an agent with its label is heard again. */
  public void remove(long nowMillis) {
    removedMillis = nowMillis;
  }

  /** It may get jobs. */
  public void enable() {
    enabled = true;
    disabledBy = "";
    disabledReason = "";
    disabledMillis = null;
  }

  /**
   * It gets no new jobs from now on; what runs on it goes on. Of one that is disabled already, who
   * did it first and why is kept where nobody says anything new.
   */
  public void disable(Disabling how) {
    boolean saysSomething = !how.by().isEmpty() || !how.reason().isEmpty();
    if (enabled || saysSomething) {
      disabledBy = Lines.shortened(how.by(), MOST_NAME);
      disabledReason = Lines.shortened(how.reason(), MOST_TEXT);
      disabledMillis = how.at().toEpochMilli();
    }
    enabled = false;
  }

  /** Its agent called from this address. */
  public void calledFrom(String address) {
    ip = address;
  }

  /** Its number. */
  public int id() {
    return id;
  }

  /** Its machine. */
  public String hostname() {
    return hostname;
  }

  /** "" or its own name on the machine. */
  public String name() {
    return name;
  }

  /** {@code hostname}, or {@code hostname:name} for a named client. */
  public String label() {
    return name.isEmpty() ? hostname : hostname + ":" + name;
  }

  /** Identity of the agent that it belongs to. */
  public String agentId() {
    return agentId;
  }

  /** The agent's process. */
  public String session() {
    return session;
  }

  /** When the agent's process started, milliseconds since 1970 by its own clock. */
  public long sessionStartMillis() {
    return sessionStartMillis;
  }

  /** Address of its last call. */
  public String ip() {
    return ip;
  }

  /** Where its agent answers, 0 = nowhere. */
  public int port() {
    return port;
  }

  /** E.g. {@code linux-x86_64}. */
  public String platform() {
    return platform;
  }

  /** Version of its agent. */
  public String version() {
    return version;
  }

  /** CPUs that it offers, as far as an administrator lets it. */
  public int cpus() {
    return cpus;
  }

  /** MHz of a CPU at most, 0 unknown. */
  public int cpuMegahertz() {
    return cpuMegahertz;
  }

  /** KiB of the disk with its agent's folder, 0 unknown. */
  public long diskCapacityKilobytes() {
    return diskCapacityKilobytes;
  }

  /** Its graphics cards. */
  public List<Gpu> gpus() {
    return Gpu.read(gpuList);
  }

  /** What is said of it, by name, sorted. */
  public SortedMap<String, String> attributes() {
    return ClientProperties.read(attributes);
  }

  /** For people, "" = none. */
  public String description() {
    return descriptionGiven == null ? descriptionTold : descriptionGiven;
  }

  /** What is wanted of its agent. */
  public ClientWish wish() {
    return wish == ClientWish.Kind.NONE
        ? ClientWish.NONE
        : new ClientWish(wish, wishNumber, wishProgram);
  }

  /** SHA-256 of the program that its agent runs, "" unknown. */
  public String agentProgram() {
    return agentProgram;
  }

  /** Whether it is hidden. */
  public boolean isRemoved() {
    return removedMillis != null;
  }

  /** Folder of its agent's program, "" unknown. */
  public String installLocation() {
    return installLocation;
  }

  /** CPUs held by assignments when this was read; only placements and ends write it. */
  public int cpusInUse() {
    return cpusInUse;
  }

  /** KiB of memory, 0 unknown. */
  public long memoryKilobytes() {
    return memoryKilobytes;
  }

  /** Whether it may get jobs. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Who disabled it, and why; null when it is enabled or nobody knows. */
  public @Nullable Disabling disabling() {
    Long at = disabledMillis;
    return enabled || at == null
        ? null
        : new Disabling(disabledBy, disabledReason, Instant.ofEpochMilli(at));
  }
}
