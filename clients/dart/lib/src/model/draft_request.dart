//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/line_request.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/customer_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'draft_request.g.dart';

/// An invoice to be written. What it comes to is computed from its lines.
///
/// Properties:
/// * [customer]
/// * [lines]
/// * [dueDate]
/// * [note]
/// * [currency]
@BuiltValue()
abstract class DraftRequest implements Built<DraftRequest, DraftRequestBuilder> {
  @BuiltValueField(wireName: r'customer')
  CustomerRequest get customer;

  @BuiltValueField(wireName: r'lines')
  BuiltList<LineRequest> get lines;

  @BuiltValueField(wireName: r'due_date')
  Date get dueDate;

  @BuiltValueField(wireName: r'note')
  String? get note;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  DraftRequest._();

  factory DraftRequest([void updates(DraftRequestBuilder b)]) = _$DraftRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DraftRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<DraftRequest> get serializer => _$DraftRequestSerializer();
}

class _$DraftRequestSerializer implements PrimitiveSerializer<DraftRequest> {
  @override
  final Iterable<Type> types = const [DraftRequest, _$DraftRequest];

  @override
  final String wireName = r'DraftRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    DraftRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'customer';
    yield serializers.serialize(
      object.customer,
      specifiedType: const FullType(CustomerRequest),
    );
    yield r'lines';
    yield serializers.serialize(
      object.lines,
      specifiedType: const FullType(BuiltList, [FullType(LineRequest)]),
    );
    yield r'due_date';
    yield serializers.serialize(
      object.dueDate,
      specifiedType: const FullType(Date),
    );
    if (object.note != null) {
      yield r'note';
      yield serializers.serialize(
        object.note,
        specifiedType: const FullType(String),
      );
    }
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    DraftRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DraftRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'customer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CustomerRequest),
          ) as CustomerRequest;
          result.customer.replace(valueDes);
          break;
        case r'lines':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(LineRequest)]),
          ) as BuiltList<LineRequest>;
          result.lines.replace(valueDes);
          break;
        case r'due_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.dueDate = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.note = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  DraftRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DraftRequestBuilder();
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


