//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'announcement_severity_enum.g.dart';

/// * `info` - info * `warning` - warning
class AnnouncementSeverityEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'info')
  static const AnnouncementSeverityEnum info = _$info;
  @BuiltValueEnumConst(wireName: r'warning')
  static const AnnouncementSeverityEnum warning = _$warning;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AnnouncementSeverityEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AnnouncementSeverityEnum> get serializer => _$announcementSeverityEnumSerializer;

  const AnnouncementSeverityEnum._(String name): super(name);

  static BuiltSet<AnnouncementSeverityEnum> get values => _$values;
  static AnnouncementSeverityEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AnnouncementSeverityEnumMixin = Object with _$AnnouncementSeverityEnumMixin;

