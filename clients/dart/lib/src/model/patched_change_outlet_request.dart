//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/nearby_outlet_opening_hours.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_change_outlet_request.g.dart';

/// Any of it; what is not named stays as it is.
///
/// Properties:
/// * [address]
/// * [latitude] - With longitude, or not at all.
/// * [longitude]
/// * [openingHours]
/// * [lowFloatAt] - Somebody is told when its float falls below; null: nobody.
/// * [name]
/// * [city]
/// * [timeZone]
@BuiltValue()
abstract class PatchedChangeOutletRequest implements Built<PatchedChangeOutletRequest, PatchedChangeOutletRequestBuilder> {
  @BuiltValueField(wireName: r'address')
  String? get address;

  /// With longitude, or not at all.
  @BuiltValueField(wireName: r'latitude')
  double? get latitude;

  @BuiltValueField(wireName: r'longitude')
  double? get longitude;

  @BuiltValueField(wireName: r'opening_hours')
  NearbyOutletOpeningHours? get openingHours;

  /// Somebody is told when its float falls below; null: nobody.
  @BuiltValueField(wireName: r'low_float_at')
  String? get lowFloatAt;

  @BuiltValueField(wireName: r'name')
  String? get name;

  @BuiltValueField(wireName: r'city')
  String? get city;

  @BuiltValueField(wireName: r'time_zone')
  String? get timeZone;

  PatchedChangeOutletRequest._();

  factory PatchedChangeOutletRequest([void updates(PatchedChangeOutletRequestBuilder b)]) = _$PatchedChangeOutletRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedChangeOutletRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedChangeOutletRequest> get serializer => _$PatchedChangeOutletRequestSerializer();
}

class _$PatchedChangeOutletRequestSerializer implements PrimitiveSerializer<PatchedChangeOutletRequest> {
  @override
  final Iterable<Type> types = const [PatchedChangeOutletRequest, _$PatchedChangeOutletRequest];

  @override
  final String wireName = r'PatchedChangeOutletRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedChangeOutletRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.address != null) {
      yield r'address';
      yield serializers.serialize(
        object.address,
        specifiedType: const FullType(String),
      );
    }
    if (object.latitude != null) {
      yield r'latitude';
      yield serializers.serialize(
        object.latitude,
        specifiedType: const FullType.nullable(double),
      );
    }
    if (object.longitude != null) {
      yield r'longitude';
      yield serializers.serialize(
        object.longitude,
        specifiedType: const FullType.nullable(double),
      );
    }
    if (object.openingHours != null) {
      yield r'opening_hours';
      yield serializers.serialize(
        object.openingHours,
        specifiedType: const FullType(NearbyOutletOpeningHours),
      );
    }
    if (object.lowFloatAt != null) {
      yield r'low_float_at';
      yield serializers.serialize(
        object.lowFloatAt,
        specifiedType: const FullType.nullable(String),
      );
    }
    if (object.name != null) {
      yield r'name';
      yield serializers.serialize(
        object.name,
        specifiedType: const FullType(String),
      );
    }
    if (object.city != null) {
      yield r'city';
      yield serializers.serialize(
        object.city,
        specifiedType: const FullType(String),
      );
    }
    if (object.timeZone != null) {
      yield r'time_zone';
      yield serializers.serialize(
        object.timeZone,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedChangeOutletRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedChangeOutletRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'address':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.address = valueDes;
          break;
        case r'latitude':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(double),
          ) as double?;
          if (valueDes == null) continue;
          result.latitude = valueDes;
          break;
        case r'longitude':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(double),
          ) as double?;
          if (valueDes == null) continue;
          result.longitude = valueDes;
          break;
        case r'opening_hours':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(NearbyOutletOpeningHours),
          ) as NearbyOutletOpeningHours?;
          if (valueDes == null) continue;
          result.openingHours.replace(valueDes);
          break;
        case r'low_float_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.lowFloatAt = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.name = valueDes;
          break;
        case r'city':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.city = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.timeZone = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedChangeOutletRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedChangeOutletRequestBuilder();
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


