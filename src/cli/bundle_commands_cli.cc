#include "cli/bundle_commands_cli.h"

#include <CLI/CLI.hpp>

#include "cli/usage_error.h"

namespace twotower {
namespace {

void add_bundle(CLI::App& command, std::string& bundle) {
  command.add_option("BUNDLE", bundle, "Bundle or run: runs/NAME/latest")->required();
}

// Asks for more than the list of one user.
struct ManyUsers {
  CLI::Option* all = nullptr;
  CLI::Option* users = nullptr;
  CLI::Option* users_for = nullptr;
};

ManyUsers add_whom_of_many(CLI::App& recommend, RecommendCommand& command) {
  CLI::Option_group& whom = *recommend.add_option_group("for whom");
  const WhomOptions known = add_whom(whom, command.who);
  const ManyUsers many = {
      .all = whom.add_flag("--all", command.for_all_users, "All users of the bundle; needs --out"),
      .users = whom.add_option("--users", command.users.path,
                               "Users in a table: an id column, and columns of features where "
                               "there are any; new users too. Needs --out"),
      .users_for = whom.add_option("--users-for", command.users_for,
                                   "The k users to whom this item should be offered")};
  whom.require_option(1, 3);
  CLI::Option* events = add_moment(recommend, command.who);
  for (CLI::Option* asked : {many.all, many.users, many.users_for}) {
    asked->excludes(known.user)->excludes(known.features)->excludes(known.history);
    asked->excludes(events);
  }
  many.all->excludes(many.users_for);
  recommend.add_option("--users-id", command.users.id, "Id column of the table of users")
      ->needs(many.users);
  recommend
      .add_option("--set", command.users.overrides,
                  "How the table of users is read, e.g. data.users.encoding=gbk")
      ->needs(many.users);
  return many;
}

void add_out_file(CLI::App& recommend, RecommendCommand& command, const ManyUsers& many) {
  CLI::Option* out = recommend.add_option("--out", command.out,
                                          "Output file: FILE.parquet, FILE.csv or FILE.jsonl");
  many.all->needs(out);
  many.users->needs(out);
  need_one_of(recommend, *out, {many.all, many.users, many.users_for});
  recommend
      .add_flag("--bom", command.for_spreadsheets,
                "Begins FILE.csv with a byte order mark, by which spreadsheets read Chinese and "
                "accents as UTF-8")
      ->needs(out);
}

CLI::App& add_recommend_command(CLI::App& app, RecommendCommand& command) {
  CLI::App& recommend = *app.add_subcommand(
      "recommend", "Recommends items for a user, for all or some users, or users for an item");
  add_bundle(recommend, command.bundle);
  const ManyUsers many = add_whom_of_many(recommend, command);
  add_out_file(recommend, command, many);
  recommend.add_option("--diversity", command.diversity,
                       "Diversity. 0: the best items; up to 1: good items unlike one another");
  recommend.add_option("--caps", command.caps,
                       "How many items may have the same value of a column (JSON): {\"brand\": 2}");
  recommend.add_flag("--why", command.why, "Gives a reason for each item");
  recommend.add_option("-k", command.k, "Number of items; with --users-for: of users. Default: 10");
  recommend.add_flag("--json", command.as_json, "Prints one JSON document");
  allow_whole_numbers(
      *recommend.add_option("--threads", command.num_threads,
                            "Number of threads for --all, --users and --users-for. Default: "
                            "all cores"),
      0, 1024);
  return recommend;
}

CLI::App& add_similar_command(CLI::App& app, SimilarCommand& command) {
  CLI::App& similar = *app.add_subcommand("similar", "Finds the items most similar to an item");
  add_bundle(similar, command.bundle);
  similar.add_option("--item", command.item, "Item id")->required();
  similar.add_option("-k", command.k, "Number of items. Default: 10");
  add_limits(similar, command.exclude, command.where);
  similar.add_flag("--json", command.as_json, "Prints one JSON document");
  return similar;
}

CLI::App& add_score_command(CLI::App& app, ScoreCommand& command) {
  CLI::App& score = *app.add_subcommand("score", "Scores given items for a user (pre-ranking)");
  add_bundle(score, command.bundle);
  score.add_option("--user", command.user, "User id")->required();
  score.add_option("--items", command.items, "Item ids: 3,7")->required();
  score.add_flag("--json", command.as_json, "Prints one JSON document");
  return score;
}

CLI::App& add_why_command(CLI::App& app, WhyCommand& command) {
  CLI::App& why =
      *app.add_subcommand("why", "Explains why an item has its rank for a user, or is not listed");
  add_bundle(why, command.bundle);
  CLI::Option_group& whom = *why.add_option_group("for whom");
  add_whom(whom, command.who);
  whom.require_option(1, 3);
  add_moment(why, command.who);
  why.add_option("--item", command.item, "Item id")->required();
  why.add_flag("--json", command.as_json, "Prints one JSON document");
  return why;
}

CLI::App& add_inspect_command(CLI::App& app, InspectCommand& command) {
  CLI::App& inspect = *app.add_subcommand("inspect", "Shows what is in a bundle or a table");
  inspect.add_option("FILE", command.path, "Bundle, run or table")->required();
  inspect.add_option("--set", command.overrides,
                     "Of a table: how it is read, e.g. data.interactions.encoding=gbk");
  inspect.add_flag("--json", command.as_json, "Prints one JSON document");
  return inspect;
}

CLI::App& add_items_add_command(CLI::App& app, ItemsAddCommand& command) {
  CLI::App& items = *app.add_subcommand("items", "Adds items to bundles");
  items.require_subcommand(1);
  CLI::App& add = *items.add_subcommand(
      "add", "Makes a bundle with new items, encoded by the item tower, without training");
  add_bundle(add, command.bundle);
  add.add_option("FILE", command.source.path,
                 "Table of items with the columns that the model reads")
      ->required();
  add.add_option("--items-id", command.source.id, "Id column of the table of items");
  add.add_option("--set", command.source.overrides,
                 "How the table is read, e.g. data.items.encoding=gbk");
  add.add_option("--out", command.out,
                 "Folder of the new bundle. Default: BUNDLE.2, BUNDLE.3, ... beside BUNDLE");
  add.add_flag("--json", command.as_json, "Prints one JSON document");
  return add;
}

CLI::App& add_index_build_command(CLI::App& app, IndexBuildCommand& command) {
  CLI::App& index = *app.add_subcommand("index", "Indexes vectors that were made elsewhere");
  index.require_subcommand(1);
  CLI::App& build = *index.add_subcommand(
      "build",
      "Makes a bundle of vectors that were made elsewhere, to search, filter, extend and serve");
  VectorsRequest& request = command.request;
  build
      .add_option("--vectors", request.vectors,
                  "Table with a column of ids and a column of vectors, lists of numbers (Parquet, "
                  "JSON lines, CSV)")
      ->required();
  build.add_option(
      "--items", request.items,
      "Table of items, to filter by and to show. Default: the other columns of --vectors");
  build.add_option("--id", request.id, "Id column. Default: by its name, e.g. item_id, id");
  build.add_option("--vector", request.vector,
                   "Vector column. Default: the only one that holds vectors");
  build
      .add_option("--similarity", request.similarity,
                  "Similarity: dot, cosine, euclidean (minus the squared distance) or manhattan")
      ->capture_default_str();
  build
      .add_option("--to", request.bundle,
                  "Folder of the bundle; an existing bundle is replaced as a whole")
      ->required();
  build.add_option(
      "--set", request.overrides,
      "How the tables are read, e.g. data.vectors.encoding=gbk, data.items.encoding=gbk");
  build.add_flag("--json", command.as_json, "Prints one JSON document");
  allow_whole_numbers(
      *build.add_option("--threads", command.num_threads, "Number of threads. Default: all cores"),
      0, 1024);
  return build;
}

CLI::App& add_serve_command(CLI::App& app, ServeCommand& command) {
  CLI::App& serve =
      *app.add_subcommand("serve", "Serves recommendations over HTTP until it is stopped");
  serve.add_option("BUNDLE", command.bundle, "Bundle or run: runs/NAME/latest");
  serve.add_option("--config", command.config_path,
                   "Config of the server (YAML): address, keys, limits; flags override it");
  serve.add_option("--listen", command.listen,
                   "Address and port, or unix:PATH; port 0: any free port, which is printed");
  allow_whole_numbers(
      *serve.add_option("--threads", command.num_threads,
                        "Number of threads that answer requests. Default: all cores"),
      0, 1024);
  serve.add_option("--state", command.state,
                   "State folder, where events, items, users and rules are recorded. Default: "
                   "nothing is recorded");
  serve.add_flag("--watch", command.watches,
                 "Serves a newer bundle as soon as it appears and is checked");
  serve.add_flag("--insecure", command.is_insecure,
                 "Allows requests from other machines without keys");
  serve.add_flag("--options", command.lists_options, "Prints the options of --config");
  return serve;
}

CLI::App& add_export_log_command(CLI::App& app, ExportLogCommand& command) {
  CLI::App& log = *app.add_subcommand(
      "export-log",
      "Exports the events of a server, which may be running, as Parquet for the next training");
  log.add_option("STATE", command.state, "State folder of the server")->required();
  log.add_option("--to", command.folder, "Folder to write; an earlier export there is replaced")
      ->required();
  log.add_flag("--json", command.as_json, "Prints one JSON document");
  return log;
}

CLI::App& add_backup_command(CLI::App& app, BackupCommand& command) {
  CLI::App& backup = *app.add_subcommand(
      "backup", "Copies a state folder whose server is stopped (else: POST /v1/backups)");
  backup.add_option("STATE", command.state, "State folder")->required();
  backup.add_option("--to", command.to, "Folder to create; must not exist yet")->required();
  backup.add_flag("--json", command.as_json, "Prints one JSON document");
  return backup;
}

CLI::App& add_restore_command(CLI::App& app, RestoreCommand& command) {
  CLI::App& restore =
      *app.add_subcommand("restore", "Restores a state folder from a backup and checks every file");
  restore
      .add_option("BACKUP", command.backup,
                  "Backup, as written by `twotower backup` or POST /v1/backups")
      ->required();
  restore.add_option("--to", command.to, "State folder to create; must not exist yet")->required();
  return restore;
}

}  // namespace

void add_bundle_commands(CLI::App& app, BundleCommands& commands, const Caller& caller) {
  run_when_called(add_recommend_command(app, commands.recommend), commands.recommend, caller);
  run_when_called(add_similar_command(app, commands.similar), commands.similar, caller);
  run_when_called(add_score_command(app, commands.score), commands.score, caller);
  run_when_called(add_why_command(app, commands.why), commands.why, caller);
  run_when_called(add_serve_command(app, commands.serve), commands.serve, caller);
  run_when_called(add_inspect_command(app, commands.inspect), commands.inspect, caller);
  run_when_called(add_items_add_command(app, commands.items_add), commands.items_add, caller);
  run_when_called(add_export_log_command(app, commands.export_log), commands.export_log, caller);
  run_when_called(add_backup_command(app, commands.backup), commands.backup, caller);
  run_when_called(add_restore_command(app, commands.restore), commands.restore, caller);
  run_when_called(add_index_build_command(app, commands.index_build), commands.index_build, caller);
}

}  // namespace twotower
