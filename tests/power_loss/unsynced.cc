// What a disk would have after a power failure: preloaded (LD_PRELOAD) into a server, it keeps
// beside the files of a folder what was synced of them. UNSYNCED_FOLDER is that folder,
// UNSYNCED_SHADOW where it keeps:
//   content/KEY  a file as it was at its last fsync or fdatasync; KEY names the inode and when it
//                was made
//   names/KEY    what a folder held at its last fsync, "NAME\tKEY\tfile" or "...\tfolder" a line;
//                KEY is `root` of that folder itself
// A name or a byte that was not synced is not there. With UNSYNCED_IGNORES_SYNC nothing ever is, as
// if the program did not sync.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>

namespace {

namespace fs = std::filesystem;

struct Places {
  std::string folder, shadow;
};

const Places* places() {
  static const Places* const kPlaces = [] {
    const char* folder = std::getenv("UNSYNCED_FOLDER");
    const char* shadow = std::getenv("UNSYNCED_SHADOW");
    const bool ignores = std::getenv("UNSYNCED_IGNORES_SYNC") != nullptr;
    return folder == nullptr || shadow == nullptr || ignores ? nullptr : new Places{folder, shadow};
  }();
  return kPlaces;
}

std::string key_of(const std::string& path) {
  struct statx found = {};
  if (::statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &found) != 0)
    return "";
  return std::to_string(found.stx_ino) + "-" + std::to_string(found.stx_btime.tv_sec) + "-" +
         std::to_string(found.stx_btime.tv_nsec);
}

// As a whole: whoever is killed here leaves what was there before.
void replace(const std::string& path, const std::string& bytes) {
  const std::string aside = path + ".aside";
  {
    std::ofstream file(aside, std::ios::binary | std::ios::trunc);
    file << bytes;
  }
  std::rename(aside.c_str(), path.c_str());
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void keep(int descriptor) {
  static std::mutex mutex;
  const Places* kept = places();
  if (kept == nullptr) return;
  std::error_code error;
  const std::string path =
      fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error).string();
  if (error || !path.starts_with(kept->folder)) return;
  const std::lock_guard lock(mutex);
  if (fs::is_directory(path, error)) {
    std::string lines;
    for (const auto& entry : fs::directory_iterator(path, error)) {
      std::error_code gone;
      lines += entry.path().filename().string() + "\t" + key_of(entry.path().string()) + "\t" +
               (entry.is_directory(gone) ? "folder" : "file") + "\n";
    }
    replace(kept->shadow + "/names/" + (path == kept->folder ? "root" : key_of(path)), lines);
  } else {
    replace(kept->shadow + "/content/" + key_of(path), bytes_of(path));
  }
}

}  // namespace

extern "C" int fsync(int descriptor) {
  keep(descriptor);
  return 0;
}

extern "C" int fdatasync(int descriptor) {
  keep(descriptor);
  return 0;
}
