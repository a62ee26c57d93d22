// How Writ tells its own untouched outputs from files that a hand has edited: by a digest line in
// each output, or in one `.writ-digests` per folder for languages without comments. It is no
// signature: CI regenerates and compares.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace writ::plan {

inline constexpr std::string_view kDigestFile = ".writ-digests";
inline constexpr std::string_view kTemporaryPrefix = ".writ-tmp-";  // of files being written

// Bytes at the start of an output within which header and digest line stand.
inline constexpr size_t kHeaderReach = 4096;

enum class Ownership : uint8_t { kForeign, kUntouched, kEdited };

// Whether `text` has a digest line, and whether the rest of it still has that digest. Line ends may
// have become CR LF (git's autocrlf): that is no edit. A text that has lost the digest line but
// kept the header is edited.
Ownership Inspect(std::string_view text);

// The digest of a text as `.writ-digests` and digest lines write it: 32 hex digits, the same for CR
// LF and LF.
std::string Digest(std::string_view text);

// Name and digest of each entry of a `.writ-digests`; lines that are none are left out. A name may
// come twice while a run is under way.
using DigestList = std::vector<std::pair<std::string, std::string>>;
DigestList ParseDigestFile(std::string_view text);

// The text of a `.writ-digests` with its own header; sorts the list and drops repetitions.
std::string PrintDigestFile(DigestList list);

// As Inspect, for an output whose digest stands in its folder's list.
Ownership InspectListed(const DigestList& list, std::string_view name, std::string_view text);

bool IsListed(const DigestList& list, std::string_view name);

}  // namespace writ::plan
