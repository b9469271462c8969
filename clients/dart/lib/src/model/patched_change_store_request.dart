//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_change_store_request.g.dart';

/// Any of it; what is not named stays as it is.
///
/// Properties:
/// * [name]
/// * [city]
/// * [address]
/// * [isOpen] - Closing a store closes its tills.
@BuiltValue()
abstract class PatchedChangeStoreRequest implements Built<PatchedChangeStoreRequest, PatchedChangeStoreRequestBuilder> {
  @BuiltValueField(wireName: r'name')
  String? get name;

  @BuiltValueField(wireName: r'city')
  String? get city;

  @BuiltValueField(wireName: r'address')
  String? get address;

  /// Closing a store closes its tills.
  @BuiltValueField(wireName: r'is_open')
  bool? get isOpen;

  PatchedChangeStoreRequest._();

  factory PatchedChangeStoreRequest([void updates(PatchedChangeStoreRequestBuilder b)]) = _$PatchedChangeStoreRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedChangeStoreRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedChangeStoreRequest> get serializer => _$PatchedChangeStoreRequestSerializer();
}

class _$PatchedChangeStoreRequestSerializer implements PrimitiveSerializer<PatchedChangeStoreRequest> {
  @override
  final Iterable<Type> types = const [PatchedChangeStoreRequest, _$PatchedChangeStoreRequest];

  @override
  final String wireName = r'PatchedChangeStoreRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedChangeStoreRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
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
    if (object.address != null) {
      yield r'address';
      yield serializers.serialize(
        object.address,
        specifiedType: const FullType(String),
      );
    }
    if (object.isOpen != null) {
      yield r'is_open';
      yield serializers.serialize(
        object.isOpen,
        specifiedType: const FullType(bool),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedChangeStoreRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedChangeStoreRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
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
        case r'address':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.address = valueDes;
          break;
        case r'is_open':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.isOpen = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedChangeStoreRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedChangeStoreRequestBuilder();
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


