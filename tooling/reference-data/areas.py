#!/usr/bin/env python3
"""Regenerates data/areas/areas.csv and data/areas/successions.csv from PyPI vietnamadminunits 1.0.4 (MIT).

    python3 -m venv venv && venv/bin/pip install vietnamadminunits==1.0.4
    venv/bin/python tooling/reference-data/areas.py            # writes data/areas/*.csv
    venv/bin/python tooling/reference-data/areas.py --check    # compares with the committed files, exit 1 on a difference

Read are the package's tables `admin_units_legacy` (tree of 30/06/2025) and `admin_units` (tree of 01/07/2025) and its
converter, which names areas by folded keys (`tinhquangtri_thixaquangtri_phuong2`); the keys are turned back into codes.
Five island districts had no communes; the converter treats each as one, so their successions carry the district's code.
"""
import argparse
import csv
import importlib.metadata
import importlib.util
import io
import json
import sqlite3
import sys
from pathlib import Path

VERSION = '1.0.4'
OLD, NEW = 'to-2025-06-30', 'from-2025-07-01'
LEVELS = ['province', 'district', 'commune']
TARGET = Path(__file__).resolve().parents[2] / 'data' / 'areas'


def package_data() -> Path:
    """Folder of the package's data; the package itself is not imported, which would need its map libraries."""
    found = importlib.metadata.version('vietnamadminunits')
    if found != VERSION:
        sys.exit(f'vietnamadminunits {VERSION} is needed, {found} is installed')
    return Path(importlib.util.find_spec('vietnamadminunits').submodule_search_locations[0]) / 'data'


def rows(database: sqlite3.Connection, table: str) -> list[dict]:
    database.row_factory = sqlite3.Row
    return [dict(row) for row in database.execute(f'SELECT * FROM {table}')]


def area_rows(old: list[dict], new: list[dict]) -> list[tuple]:
    provinces, districts, communes = {}, {}, []
    for row in old:
        provinces.setdefault(row['provinceCode'], row['province'])
        districts.setdefault(row['districtCode'], (row['district'], row['provinceCode']))
        if row['wardCode']:
            communes.append((OLD, row['wardCode'], row['ward'], 'commune', row['districtCode']))
    table = [(OLD, code, name, 'province', '') for code, name in provinces.items()]
    table += [(OLD, code, name, 'district', parent) for code, (name, parent) in districts.items()]
    table += communes
    now = {}
    for row in new:
        now.setdefault(row['provinceCode'], row['province'])
    table += [(NEW, code, name, 'province', '') for code, name in now.items()]
    table += [(NEW, row['wardCode'], row['ward'], 'commune', row['provinceCode']) for row in new]
    return sorted(table, key=lambda row: (row[0] != OLD, LEVELS.index(row[3]), row[1]))


def succession_rows(converter: dict, old: list[dict], new: list[dict]) -> list[tuple]:
    old_province = {row['provinceKey']: row['provinceCode'] for row in old}
    old_commune = {
        '_'.join((row['provinceKey'], row['districtKey'], row['wardKey'] or '')): row['wardCode'] or row['districtCode']
        for row in old
    }
    new_province = {row['provinceKey']: row['provinceCode'] for row in new}
    new_commune = {(row['provinceKey'], row['wardKey']): row['wardCode'] for row in new}
    table = [
        ('province', old_province[key], new_province[target], 'whole', '')
        for target, keys in converter['DICT_PROVINCE'].items()
        for key in keys
    ]
    for province, targets in converter['DICT_PROVINCE_WARD_NO_DIVIDED'].items():
        for target, keys in targets.items():
            for key in keys:
                table.append(('commune', old_commune[key], new_commune[province, target], 'whole', ''))
    for province, divided in converter['DICT_PROVINCE_WARD_DIVIDED'].items():
        for key, parts in divided.items():
            for part in parts:
                default = 'yes' if part['isDefaultNewWard'] else 'no'
                table.append(('commune', old_commune[key], new_commune[province, part['newWardKey']], 'part', default))
    return sorted(table, key=lambda row: (LEVELS.index(row[0]), row[1], row[2]))


def text_of(header: list[str], table: list[tuple]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(header)
    writer.writerows(table)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('--check', action='store_true')
    check = parser.parse_args().check
    data = package_data()
    with sqlite3.connect(data / 'dataset.db') as database:
        old, new = rows(database, 'admin_units_legacy'), rows(database, 'admin_units')
    converter = json.loads((data / 'converter_2025.json').read_text('utf-8'))
    files = {
        'areas.csv': (['era', 'code', 'name', 'level', 'parent_code'], area_rows(old, new)),
        'successions.csv': (
            ['level', 'old_code', 'new_code', 'extent', 'default_successor'],
            succession_rows(converter, old, new),
        ),
    }
    differs = False
    for name, (header, table) in files.items():
        text, path = text_of(header, table), TARGET / name
        if not check:
            path.write_bytes(text.encode('utf-8'))
        elif path.read_bytes() != text.encode('utf-8'):
            differs = True
            print(f'{name} differs from what {VERSION} gives')
        print(f'{name}: {len(table)} rows')
    sys.exit(1 if differs else 0)


if __name__ == '__main__':
    main()
