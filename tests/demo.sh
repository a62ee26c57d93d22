#!/usr/bin/env bash
# What `./dev demo` shows: a copy of the example platform is compiled, broken, checked and asked why.
set -euo pipefail
writ=$PWD/build/bin/writ
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R writ.yaml specs templates "$copy/"
cd "$copy"

echo "Writ compiles $(find specs -name '*.yaml' | wc -l) spec files into what a data platform runs on:"
"$writ" build -q >/dev/null
for folder in generated/prod/* generated/gitlab; do
  printf '  %-30s %3d files\n' "$folder" "$(find "$folder" -type f | wc -l)"
done

echo "A misspelt secret is found before anything is written:"
sed -i 's/DATABASE_PASSWORD: warehouse_db.password/DATABASE_PASSWORD: warehose_db.password/' specs/reporting_seeder.yaml
"$writ" build -q 2>&1 | sed 's/^/  /' || true

echo "Mended, everything is current:"
sed -i 's/warehose_db/warehouse_db/' specs/reporting_seeder.yaml
"$writ" check 2>&1 | sed 's/^/  /'

echo "Every line knows where it came from:"
file=generated/prod/airflow/reporting_seeder/dags/reporting_seeder_refresh_all.py
line=$(grep -n -m1 'Europe/Berlin' "$file" | cut -d: -f1)
echo "  \$ writ why $file:$line"
"$writ" why "$file:$line" | sed 's/^/  /'
