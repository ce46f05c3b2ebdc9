#include "cli/generate_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <utility>

#include "synth/pizza.h"
#include "synth/worlds/news.h"
#include "synth/worlds/places.h"
#include "synth/worlds/shop.h"
#include "synth/worlds/video.h"

namespace twotower {
namespace {

using Print = std::function<void(const Result<std::string>&)>;

// The world's options, held by the parser's callback, are flags: declared once.
template <typename Options, typename Make>
void add_world(CLI::App& generate, const std::string& name, const std::string& help, Make make,
               GenerateCommand& command, const Print& print) {
  auto options = std::make_shared<Options>();
  CLI::App& world = *generate.add_subcommand(name, help);
  world.add_option("--out", command.folder, "Folder of the files; made if need be")->required();
  const std::map<std::string, WorldFormat> formats = {{"csv", WorldFormat::kCsv},
                                                      {"parquet", WorldFormat::kParquet}};
  world.add_option("--format", command.format, "csv or parquet. Default: csv")
      ->transform(CLI::CheckedTransformer(formats));
  Options::visit_options(*options, [&](std::string_view option, std::int64_t& value,
                                       std::string_view text, const Range& range) {
    const double most = std::min(range.max, 9e18);
    world.add_option("--" + std::string(option), value, std::string(text))
        ->capture_default_str()
        ->check(CLI::Range(static_cast<std::int64_t>(range.min), static_cast<std::int64_t>(most)));
  });
  world.callback([options, make, &command, print] { print(command.run(make(*options))); });
}

}  // namespace

Result<std::string> GenerateCommand::run(const World& world) const {
  TWOTOWER_ASSIGN(const WorldSummary made, write_world(world, folder, format));
  const std::string_view ending = format == WorldFormat::kCsv ? "csv" : "parquet";
  std::string text = fmt::format("wrote     {}: {} users, {} items, {} interactions\n", folder,
                                 made.num_users, made.num_items, made.num_rows);
  text += fmt::format(
      "truth     who knows it has the next item among ten shown in {:.1f} % of the rows, "
      "guessing in {:.1f} %\n",
      100.0 * made.optimal_recall_at_10, 1000.0 / static_cast<double>(made.num_items));
  return text + fmt::format(
                    "next      twotower train {0}/interactions.{1} --users {0}/users.{1} "
                    "--items {0}/items.{1}\n",
                    folder, ending);
}

void add_generate_command(CLI::App& app, GenerateCommand& command, Print print) {
  CLI::App& generate = *app.add_subcommand("generate", "Data of an industry with a known truth");
  generate.require_subcommand(1);
  add_world<PizzaOptions>(generate, "pizza", "The shop of the demo: tastes, repeats, durian lovers",
                          make_pizza, command, print);
  add_world<ShopOptions>(generate, "shop", "An online shop: views, carts, purchases; categories",
                         make_shop, command, print);
  add_world<VideoOptions>(generate, "video", "A video platform: watch times, channels, titles",
                          make_video, command, print);
  add_world<NewsOptions>(generate, "news", "A news site: articles that live for hours, sessions",
                         make_news, command, print);
  add_world<PlacesOptions>(generate, "places", "Check-ins in a city: returns, hours, distances",
                           make_places, command, print);
}

}  // namespace twotower
