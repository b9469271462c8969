//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'nearby_outlet_opening_hours.g.dart';

/// NearbyOutletOpeningHours
///
/// Properties:
/// * [mon]
/// * [tue]
/// * [wed]
/// * [thu]
/// * [fri]
/// * [sat]
/// * [sun]
@BuiltValue()
abstract class NearbyOutletOpeningHours implements Built<NearbyOutletOpeningHours, NearbyOutletOpeningHoursBuilder> {
  @BuiltValueField(wireName: r'mon')
  BuiltList<BuiltList<String>>? get mon;

  @BuiltValueField(wireName: r'tue')
  BuiltList<BuiltList<String>>? get tue;

  @BuiltValueField(wireName: r'wed')
  BuiltList<BuiltList<String>>? get wed;

  @BuiltValueField(wireName: r'thu')
  BuiltList<BuiltList<String>>? get thu;

  @BuiltValueField(wireName: r'fri')
  BuiltList<BuiltList<String>>? get fri;

  @BuiltValueField(wireName: r'sat')
  BuiltList<BuiltList<String>>? get sat;

  @BuiltValueField(wireName: r'sun')
  BuiltList<BuiltList<String>>? get sun;

  NearbyOutletOpeningHours._();

  factory NearbyOutletOpeningHours([void updates(NearbyOutletOpeningHoursBuilder b)]) = _$NearbyOutletOpeningHours;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NearbyOutletOpeningHoursBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NearbyOutletOpeningHours> get serializer => _$NearbyOutletOpeningHoursSerializer();
}

class _$NearbyOutletOpeningHoursSerializer implements PrimitiveSerializer<NearbyOutletOpeningHours> {
  @override
  final Iterable<Type> types = const [NearbyOutletOpeningHours, _$NearbyOutletOpeningHours];

  @override
  final String wireName = r'NearbyOutletOpeningHours';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NearbyOutletOpeningHours object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.mon != null) {
      yield r'mon';
      yield serializers.serialize(
        object.mon,
        specifiedType: const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
      );
    }
    if (object.tue != null) {
      yield r'tue';
      yield serializers.serialize(
        object.tue,
        specifiedType: const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
      );
    }
    if (object.wed != null) {
      yield r'wed';
      yield serializers.serialize(
        object.wed,
        specifiedType: const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
      );
    }
    if (object.thu != null) {
      yield r'thu';
      yield serializers.serialize(
        object.thu,
        specifiedType: const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
      );
    }
    if (object.fri != null) {
      yield r'fri';
      yield serializers.serialize(
        object.fri,
        specifiedType: const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
      );
    }
    if (object.sat != null) {
      yield r'sat';
      yield serializers.serialize(
        object.sat,
        specifiedType: const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
      );
    }
    if (object.sun != null) {
      yield r'sun';
      yield serializers.serialize(
        object.sun,
        specifiedType: const FullType(BuiltList, [FullType(BuiltList, [FullType(String)])]),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NearbyOutletOpeningHours object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NearbyOutletOpeningHoursBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'mon':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(BuiltList, [FullType(String)])]),
          ) as BuiltList<BuiltList<String>>?;
          if (valueDes == null) continue;
          result.mon.replace(valueDes);
          break;
        case r'tue':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(BuiltList, [FullType(String)])]),
          ) as BuiltList<BuiltList<String>>?;
          if (valueDes == null) continue;
          result.tue.replace(valueDes);
          break;
        case r'wed':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(BuiltList, [FullType(String)])]),
          ) as BuiltList<BuiltList<String>>?;
          if (valueDes == null) continue;
          result.wed.replace(valueDes);
          break;
        case r'thu':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(BuiltList, [FullType(String)])]),
          ) as BuiltList<BuiltList<String>>?;
          if (valueDes == null) continue;
          result.thu.replace(valueDes);
          break;
        case r'fri':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(BuiltList, [FullType(String)])]),
          ) as BuiltList<BuiltList<String>>?;
          if (valueDes == null) continue;
          result.fri.replace(valueDes);
          break;
        case r'sat':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(BuiltList, [FullType(String)])]),
          ) as BuiltList<BuiltList<String>>?;
          if (valueDes == null) continue;
          result.sat.replace(valueDes);
          break;
        case r'sun':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(BuiltList, [FullType(String)])]),
          ) as BuiltList<BuiltList<String>>?;
          if (valueDes == null) continue;
          result.sun.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NearbyOutletOpeningHours deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NearbyOutletOpeningHoursBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


