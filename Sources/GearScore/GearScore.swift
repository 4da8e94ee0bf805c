import GearSource
